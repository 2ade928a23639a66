import assert from "node:assert/strict";
import { CONDITIONS } from "../../../src/law/conditions";
import type { LocationList } from "../../../src/law/model/dimensions";
import { locationId } from "../../../src/law/model/ids";
import type { NotUnderstood } from "../../../src/law/model/truth";
import { LATER } from "../../tenant/graph/a-policy";

function readLocations(value: unknown) {
  const notUnderstood: NotUnderstood[] = [];
  return { condition: CONDITIONS.network.graph.read(value, notUnderstood), notUnderstood };
}
const nowhere: LocationList = { all: false, allTrusted: false, ids: new Set() };
const everywhere: LocationList = { ...nowhere, all: true };
const at = (...ids: readonly string[]): LocationList => ({ ...nowhere, ids: new Set(ids.map(locationId)) });

const table = {
  "an empty object is anywhere": [{}, { kind: "any" }],
  "two empty lists are anywhere": [{ includeLocations: [], excludeLocations: [] }, { kind: "any" }],
  "all but the trusted ones": [
    { includeLocations: ["All"], excludeLocations: ["AllTrusted"] },
    { kind: "listed", include: everywhere, exclude: { ...nowhere, allTrusted: true } },
  ],
  "ids in any letter case, tokens in only one": [
    { includeLocations: ["D1", "all"], excludeLocations: ["alltrusted"] },
    { kind: "listed", include: at("d1", "all"), exclude: at("alltrusted") },
  ],
};

const odd = {
  "an include that is no text might be anywhere": [
    { includeLocations: ["d1", 7], excludeLocations: ["d2"] },
    { kind: "listed", include: everywhere, exclude: at("d2") },
    "conditions.locations.includeLocations",
    "must be text, not a number",
  ],
  "an exclude known later": [
    { includeLocations: ["All"], excludeLocations: [LATER] },
    { kind: "listed", include: everywhere, exclude: nowhere },
    "conditions.locations.excludeLocations",
    "known only after deployment",
  ],
  "text for the object, which might be anywhere": [
    "All",
    { kind: "listed", include: everywhere, exclude: nowhere },
    "conditions.locations",
    "must be an object, not text",
  ],
};

describe("the locations of a policy", () => {
  for (const [name, [value, is]] of Object.entries(table))
    it(name, () => assert.deepEqual(readLocations(value), { condition: is, notUnderstood: [] }));

  for (const [name, [value, is, field, why]] of Object.entries(odd))
    it(`${name}, which makes the policy unclear`, () =>
      assert.deepEqual(readLocations(value), { condition: is, notUnderstood: [{ field, why }] }));
});
