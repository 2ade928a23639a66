import assert from "node:assert/strict";
import { CONDITIONS } from "../../../src/law/conditions";
import type { LocationList } from "../../../src/law/model/dimensions";
import { locationId } from "../../../src/law/model/ids";
import { LATER } from "../../tenant/graph/a-policy";

const readLocations = (value: unknown) => CONDITIONS.network.graph.read(value);
const nowhere: LocationList = { all: false, allTrusted: false, ids: new Set() };
const everywhere: LocationList = { ...nowhere, all: true };
const at = (...ids: readonly string[]): LocationList => ({ ...nowhere, ids: new Set(ids.map(locationId)) });

const table = [
  { name: "null is anywhere", value: null, is: { kind: "any" } },
  { name: "an empty object is anywhere", value: {}, is: { kind: "any" } },
  { name: "two empty lists are anywhere", value: { includeLocations: [], excludeLocations: [] }, is: { kind: "any" } },
  {
    name: "all but the trusted ones",
    value: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] },
    is: { kind: "listed", include: everywhere, exclude: { ...nowhere, allTrusted: true } },
  },
  {
    name: "ids in any letter case, tokens in only one",
    value: { includeLocations: ["D1", "all"], excludeLocations: ["alltrusted"] },
    is: { kind: "listed", include: at("d1", "all"), exclude: at("alltrusted") },
  },
  {
    name: "the MFA trusted IPs are an id",
    value: { includeLocations: ["00000000-0000-0000-0000-000000000000"] },
    is: { kind: "listed", include: at("00000000-0000-0000-0000-000000000000"), exclude: nowhere },
  },
  {
    name: "excludes alone include nothing",
    value: { excludeLocations: ["d"] },
    is: { kind: "listed", include: nowhere, exclude: at("d") },
  },
];

const odd = [
  {
    name: "an include that is no text might be anywhere",
    value: { includeLocations: ["d1", 7], excludeLocations: ["d2"] },
    is: { kind: "listed", include: everywhere, exclude: at("d2") },
    field: "conditions.locations.includeLocations",
    why: "a number where text is due",
  },
  {
    name: "an exclude known later",
    value: { includeLocations: ["All"], excludeLocations: [LATER] },
    is: { kind: "listed", include: everywhere, exclude: nowhere },
    field: "conditions.locations.excludeLocations",
    why: "known only after deployment",
  },
  {
    name: "text for the object",
    value: "All",
    is: { kind: "any" },
    field: "conditions.locations",
    why: "text where an object is due",
  },
];

describe("the locations of a policy", () => {
  for (const { name, value, is } of table)
    it(name, () => assert.deepEqual(readLocations(value), { condition: is, notUnderstood: [] }));

  for (const { name, value, is, field, why } of odd)
    it(`${name}, which makes the policy unclear`, () =>
      assert.deepEqual(readLocations(value), { condition: is, notUnderstood: [{ field, why }] }));
});
