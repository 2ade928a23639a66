import assert from "node:assert/strict";
import { groupId, roleId, type UserId, userId } from "../../../src/law/model/ids";
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

const includes: readonly { name: string; users: Record<string, unknown>; is: Partial<UserAssignment> }[] = [
  { name: "All is everyone", users: { includeUsers: ["All"] }, is: { everyone: true } },
  { name: "None is nobody", users: { includeUsers: ["None"] }, is: {} },
  { name: "agents are nobody human", users: { includeUsers: ["AllAgentIdUsers"] }, is: { everyAgent: true } },
  {
    name: "the legacy token is every guest",
    users: { includeUsers: ["GuestsOrExternalUsers"] },
    is: { everyGuest: true },
  },
  { name: "ids in any letter case", users: { includeUsers: [ANNE] }, is: { users: new Set([userId(ANNE)]) } },
  {
    name: "groups and roles by any text",
    users: { includeGroups: ["G1", "g1"], includeRoles: ["R"] },
    is: { groups: new Set([groupId("g1")]), roles: new Set([roleId("r")]) },
  },
  {
    name: "all kinds of fields together",
    users: { includeUsers: ["All", ANNE], includeGroups: ["g"] },
    is: { everyone: true, users: new Set([userId(ANNE)]), groups: new Set([groupId("g")]) },
  },
  ...["all", "bob", "bob@contoso.example", " All", ""].map((token) => ({
    name: `\`${token}\` isn't understood`,
    users: { includeUsers: [token] },
    is: unclear("includeUsers", `\`${token}\` is not a known token or object id`),
  })),
  {
    name: "a text is no list",
    users: { includeUsers: "All" },
    is: unclear("includeUsers", "text where a list is due"),
  },
  {
    name: "a number is no id",
    users: { includeGroups: [7] },
    is: unclear("includeGroups", "a number where text is due"),
  },
  { name: "nested lists", users: { includeRoles: [["r"]] }, is: unclear("includeRoles", "a list where text is due") },
  { name: "known later", users: { includeUsers: LATER }, is: unclear("includeUsers", "known only after deployment") },
  {
    name: "one id of several known later",
    users: { includeUsers: ["All", LATER] },
    is: { everyone: true, ...unclear("includeUsers", "known only after deployment") },
  },
  {
    name: "guests that aren't an object",
    users: { includeGuestsOrExternalUsers: "internalGuest" },
    is: unclear("includeGuestsOrExternalUsers", "text where an object is due"),
  },
];

const read = (value: unknown, users?: ReadonlySet<UserId>) => readUsers(value, { name: "p", users });

describe("the users of a policy", () => {
  for (const { name, users, is } of includes)
    it(`included: ${name}`, () => assert.deepEqual(read(users), { include: { ...nobody, ...is }, exclude: nobody }));

  it("excluded are read the same way", () =>
    assert.deepEqual(read({ excludeUsers: ["All", ANNE, "bob"], excludeGroups: ["g"] }), {
      include: nobody,
      exclude: {
        ...nobody,
        everyone: true,
        users: new Set([userId(ANNE)]),
        groups: new Set([groupId("g")]),
        ...unclear("excludeUsers", "`bob` is not a known token or object id"),
      },
    }));

  it("an id of another form counts when a user of the directory has it", () =>
    assert.deepEqual(
      read({ includeUsers: ["Bob"] }, new Set([userId("bob")])).include.users,
      new Set([userId("bob")]),
    ));

  for (const value of [undefined, null, {}])
    it(`${JSON.stringify(value)} are nobody`, () =>
      assert.deepEqual(read(value), { include: nobody, exclude: nobody }));

  it("of another shape aren't understood", () =>
    assert.deepEqual(read(["All"]).include.notUnderstood, [
      { field: "conditions.users", why: "a list where an object is due" },
    ]));
});
