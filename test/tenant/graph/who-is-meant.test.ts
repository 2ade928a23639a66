import assert from "node:assert/strict";
import { userId as idOf } from "../../../src/law/model/ids";
import { prove } from "../../../src/verifier/prove";
import { aPolicy, aRoleOf, aTenant, groupId, people, GLOBAL_ADMINISTRATOR as ROLE, userId } from "../../cli/a-tenant";
import { read } from "../../verifier/generated/read";

/*
 * A user who isn't named by an object id is still a user, in every place and whatever is known of the directory. An excluded user is found or may
 * be anybody; an included user counts only if it is certain who that is.
 */

const [ANN, GROUP] = [userId(1), groupId(1)];
const [UPN, NAME] = ["person-1@contoso.example", "Ann Example"];
const USERS = people(2).map((one, index) => ({ ...one, displayName: index === 0 ? NAME : "Ben Example" }));
const V1 = "https://graph.microsoft.com/v1.0";

const idForms = (id: string, path: string): Readonly<Record<string, string>> => ({
  "the id": id,
  "the id in capitals": id.toUpperCase(),
  "the id in braces": `{${id}}`,
  "the id without dashes": id.replaceAll("-", ""),
  "the id with blanks": ` ${id} `,
  "an address": `${V1}/${path}/${id}`,
  "an address with the key in brackets": `${V1}/${path}('${id}')`,
});
/** Each form that says for certain who it is. */
const CERTAIN = {
  ...idForms(ANN, "users"),
  "the user principal name": UPN,
  "the user principal name in capitals": UPN.toUpperCase(),
  "an address with the user principal name": `${V1}/users/${UPN}`,
  "an address with the user principal name, encoded": `${V1}/users/${UPN.replace("@", "%40")}`,
};
const UNCERTAIN = {
  "the display name": NAME,
  "a nickname": UPN.split("@")[0] ?? "",
  "another user principal name": "ann.other@contoso.example",
  "a word": "somebody",
};

const TYPED = { "@odata.type": "#microsoft.graph.user" };
const withGroup = (users: object, member: unknown) => ({
  policies: [aPolicy({ users })],
  groups: [{ id: GROUP, displayName: "Some", members: [member] }],
  roleAssignments: [],
});
const withRole = (users: object, given: object) => ({
  policies: [aPolicy({ users })],
  roleAssignments: [given],
  roleEligibilitySchedules: [],
});
const OUT = { excludeGroups: [GROUP] };
const NOT_HELD = { excludeRoles: [ROLE] };
type Lists = Record<string, unknown>;
const leftOut: Readonly<Record<string, (who: string) => Lists>> = {
  "a member": (who) => withGroup(OUT, who),
  "a member with an id": (who) => withGroup(OUT, { id: who }),
  "a member that is said to be a user": (who) => withGroup(OUT, { ...TYPED, id: who }),
  "a member with a user principal name": (who) => withGroup(OUT, { ...TYPED, userPrincipalName: who }),
  "a role's holder": (who) => withRole(NOT_HELD, aRoleOf(who)),
  "a role's holder that is said to be a user": (who) =>
    withRole(NOT_HELD, aRoleOf(who, { principal: { ...TYPED, id: who } })),
  "a role's holder by its type": (who) => withRole(NOT_HELD, aRoleOf(who, { principalType: "User" })),
  "somebody who may make a role active": (who) => ({
    policies: [aPolicy({ users: NOT_HELD })],
    roleAssignments: [],
    roleEligibilitySchedules: [aRoleOf(who)],
  }),
  "an excluded user": (who) => ({ policies: [aPolicy({ users: { excludeUsers: [who] } })] }),
};
const INCLUDING = { includeUsers: [] };
const included: Readonly<Record<string, (who: string) => Record<string, unknown>>> = {
  "a member": (who) => withGroup({ ...INCLUDING, includeGroups: [GROUP] }, who),
  "a member with an id": (who) => withGroup({ ...INCLUDING, includeGroups: [GROUP] }, { id: who }),
  "a role's holder": (who) => withRole({ ...INCLUDING, includeRoles: [ROLE] }, aRoleOf(who)),
  "an included user": (who) => ({ policies: [aPolicy({ users: { includeUsers: [who] } })] }),
};
const directories: { readonly [known: string]: Record<string, unknown> } = {
  "the users are known": { users: USERS, groups: [] },
  "the users and groups are open": { users: USERS, groups: [], source: { whole: ["roleAssignments"] } },
  "nobody is listed": {},
};

function verdictOn(lists: Record<string, unknown>, directory: Record<string, unknown>) {
  const { policies, ...known } = { ...directory, ...lists };
  const { users: _users, ...file } = aTenant(policies as readonly object[], known) as Record<string, unknown>;
  return prove(read({ ...file, ...("users" in known ? { users: known["users"] } : {}) }, "take"));
}

/** Holds that with none of these forms something is proved. */
function assertNone(forms: Readonly<Record<string, string>>, lists: (who: string) => Lists, directory: Lists): void {
  const believed = Object.entries(forms).filter(([, who]) => verdictOn(lists(who), directory).kind === "proved");
  assert.deepEqual(believed, []);
}

describe("who is meant", () => {
  for (const [directory, known] of Object.entries(directories)) {
    for (const [place, lists] of Object.entries(leftOut))
      it(`is somebody: ${place}, where ${directory}`, () => assertNone({ ...CERTAIN, ...UNCERTAIN }, lists, known));

    for (const [place, lists] of Object.entries(included))
      it(`isn't believed where it is uncertain: ${place}, where ${directory}`, () => {
        const certain = verdictOn(lists(ANN), known).uncovered;
        for (const [form, who] of Object.entries(UNCERTAIN)) {
          const { kind, uncovered } = verdictOn(lists(who), known);
          assert.ok(kind !== "proved", form);
          if ("users" in known && kind === "bypass") assert.ok(uncovered.users.includes(idOf(ANN)), form);
        }
        if (!("users" in known)) return;
        assert.deepEqual(certain.users, [userId(2)]);
        for (const [form, who] of Object.entries(CERTAIN))
          assert.deepEqual(verdictOn(lists(who), known).uncovered.users, certain.users, form);
      });
  }

  for (const [directory, known] of Object.entries(directories))
    it(`is a group with a member, however it is written, where ${directory}`, () => {
      const forms = { ...idForms(GROUP, "groups"), "the display name": "Some", "a word": "something" };
      assertNone(forms, (group) => withGroup({ excludeGroups: [group] }, ANN), known);
    });

  it("is a role with a holder, however it is written", () => {
    const forms = { ...idForms(ROLE, "roleManagement/directory/roleDefinitions"), "the name": "Global Administrator" };
    for (const known of Object.values(directories))
      assertNone(forms, (role) => withRole({ excludeRoles: [role] }, aRoleOf(ANN)), known);
  });
});

describe("a role's holder in no list", () => {
  const STRANGER = userId(9);
  const excluding = (more: object) => withRole(NOT_HELD, aRoleOf(STRANGER, more));
  const known = directories["the users are known"] ?? {};

  it("may be a group with anybody in it, where nothing says what it is", () => {
    const { kind, bypasses } = verdictOn(excluding({}), known);
    assert.equal(kind, "bypass");
    assert.ok(bypasses.some(({ hangsOn }) => hangsOn.some(({ id }) => id === STRANGER)));
  });

  it("is a group that may have any members if its type says so, and has none for certain", () => {
    const more = { principalType: "Group" };
    assert.equal(verdictOn(excluding(more), known).kind, "bypass");
    const including = withRole({ ...INCLUDING, includeRoles: [ROLE] }, aRoleOf(STRANGER, more));
    assert.equal(verdictOn(including, known).uncovered.users.length, 2);
  });

  it("is a person who isn't listed, where it is said to be a user", () =>
    assert.deepEqual(verdictOn(excluding({ principalType: "User" }), known).uncovered.users, [STRANGER]));

  it("doesn't count if its type is a service principal, which no verdict is about", () => {
    const more = { principal: { "@odata.type": "#microsoft.graph.servicePrincipal" } };
    for (const one of Object.values(directories)) {
      const { uncovered } = verdictOn(excluding(more), one);
      assert.ok(!uncovered.users.includes(idOf(STRANGER)));
    }
    assert.equal(verdictOn(excluding(more), known).kind, "proved");
  });

  it("is the listed user, whatever its type says", () => {
    const more = { principalType: "ServicePrincipal" };
    const lists = withRole(NOT_HELD, aRoleOf(ANN, more));
    assert.deepEqual(verdictOn(lists, known).uncovered.users, [ANN]);
  });
});
