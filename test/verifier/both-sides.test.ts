import assert from "node:assert/strict";
import { prove } from "../../src/verifier/prove";
import { addresses, groupId, GLOBAL_ADMINISTRATOR as ROLE } from "../cli/a-tenant";
import { aTenant } from "./builders/a-tenant";

const [GROUP, PLACE] = [groupId(1), "dddddddd-0000-4000-8000-000000000001"];

const people = (include: object, exclude: object) => ({ users: { ...include, ...exclude } });
const places = (includeLocations: readonly string[], excludeLocations: readonly string[]) => ({
  locations: { includeLocations, excludeLocations },
});
const [TRUSTED, IT] = [["AllTrusted"], [PLACE]];

/** Locations whose places can't be read. */
const UNREAD = {
  "whose ranges aren't in the file": [addresses(PLACE, [], { isTrusted: true, ipRanges: undefined })],
  "of which a range can't be read": [addresses(PLACE, ["203.0.113.0/24", "somewhere"], { isTrusted: true })],
  "of a kind that is new": [{ id: PLACE, "@odata.type": "#microsoft.graph.newNamedLocation", isTrusted: true }],
};

const ROWS: readonly (readonly [title: string, conditions: Record<string, unknown>, namedLocations?: object[]])[] = [
  ["a group whose members aren't known", people({ includeGroups: [GROUP] }, { excludeGroups: [GROUP] })],
  ["a role whose holders aren't known", people({ includeRoles: [ROLE] }, { excludeRoles: [ROLE] })],
  ["a location that the tenant doesn't have", places(IT, IT), []],
  ...Object.entries(UNREAD).flatMap(([how, namedLocations]) =>
    [places(IT, IT), places(TRUSTED, IT), places(IT, TRUSTED), places(TRUSTED, TRUSTED)].map(
      (conditions) =>
        [`a location ${how}, ${JSON.stringify(conditions.locations)}`, conditions, namedLocations] as const,
    ),
  ),
];

describe("a policy that includes and excludes the same", () => {
  for (const [title, conditions, namedLocations] of ROWS)
    it(`lets everybody in, whatever isn't known: ${title}`, () => {
      const { kind, bypasses } = prove(aTenant({ policies: [{ conditions }], namedLocations }));
      assert.equal(kind, "bypass");
      assert.deepEqual(
        bypasses.flatMap(({ hangsOn }) => hangsOn),
        [],
      );
    });
});
