import assert from "node:assert/strict";
import { groupId, roleId, userId } from "../../../src/law/model/ids";
import type { UserAssignment } from "../../../src/law/model/policy";
import { readUsers } from "../../../src/tenant/graph/users";
import { LATER } from "./a-policy";

const ANNE = "AAAAAAAA-0000-4000-8000-00000000000A";

const nobody: UserAssignment = {
  everyone: false,
  everyAgent: false,
  everyGuest: false,
  users: new Set(),
  groups: new Set(),
  roles: new Set(),
  guests: undefined,
  notUnderstood: [],
};

const unclear = (field: string, why: string): Partial<UserAssignment> => ({
  notUnderstood: [{ field: `conditions.users.${field}`, why }],
});

const includes: readonly (readonly [name: string, users: Record<string, unknown>, is: Partial<UserAssignment>])[] = [
  ["All is everyone", { includeUsers: ["All"] }, { everyone: true }],
  ["None is nobody", { includeUsers: ["None"] }, {}],
  ["agents are nobody human", { includeUsers: ["AllAgentIdUsers"] }, { everyAgent: true }],
  ["the legacy token is every guest", { includeUsers: ["GuestsOrExternalUsers"] }, { everyGuest: true }],
  ["ids in any letter case", { includeUsers: [ANNE] }, { users: new Set([userId(ANNE)]) }],
  [
    "groups and roles by any text",
    { includeGroups: ["G1", "g1"], includeRoles: ["R"] },
    { groups: new Set([groupId("g1")]), roles: new Set([roleId("r")]) },
  ],
  [
    "all kinds of fields together",
    { includeUsers: ["All", ANNE], includeGroups: ["g"] },
    { everyone: true, users: new Set([userId(ANNE)]), groups: new Set([groupId("g")]) },
  ],
  ...["all", "bob", "bob@contoso.example", " All", ""].map(
    (token) =>
      [
        `\`${token}\` isn't understood`,
        { includeUsers: [token] },
        unclear("includeUsers", `\`${token}\` is not a known token or object id`),
      ] as const,
  ),
  ["a text is no list", { includeUsers: "All" }, unclear("includeUsers", "text where a list is due")],
  ["a number is no id", { includeGroups: [7] }, unclear("includeGroups", "a number where text is due")],
  ["nested lists", { includeRoles: [["r"]] }, unclear("includeRoles", "a list where text is due")],
  ["known later", { includeUsers: LATER }, unclear("includeUsers", "known only after deployment")],
  [
    "one id of several known later",
    { includeUsers: ["All", LATER] },
    { everyone: true, ...unclear("includeUsers", "known only after deployment") },
  ],
  [
    "guests that aren't an object",
    { includeGuestsOrExternalUsers: "internalGuest" },
    unclear("includeGuestsOrExternalUsers", "text where an object is due"),
  ],
];

const read = (value: unknown) => readUsers(value, { name: "p" });

describe("the users of a policy", () => {
  for (const [name, users, is] of includes)
    it(`included: ${name}`, () => assert.deepEqual(read(users), { include: { ...nobody, ...is }, exclude: nobody }));

  for (const value of [undefined, null, {}])
    it(`${JSON.stringify(value)} are nobody`, () =>
      assert.deepEqual(read(value), { include: nobody, exclude: nobody }));

  it("of another shape aren't understood", () =>
    assert.deepEqual(read(["All"]).include.notUnderstood, [
      { field: "conditions.users", why: "a list where an object is due" },
    ]));
});
