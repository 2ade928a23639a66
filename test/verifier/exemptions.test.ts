import assert from "node:assert/strict";
import { ifUnknownAreEmpty, prove } from "../../src/verifier/prove";
import { aRoleOf, groupId, people, GLOBAL_ADMINISTRATOR as ROLE, userId } from "../cli/a-tenant";
import { aTenant } from "./builders/a-tenant";
import { exemptionsOf, verdictOn } from "./builders/verdict-on";

const [GROUP, INNER, ANN, BEA] = [groupId(1), groupId(2), userId(1), userId(2)];
const users = people(2);

const without = (excluded: Record<string, readonly string[]>) => ({
  conditions: { users: { includeUsers: ["All"], ...excluded } },
});

describe("an exemption", () => {
  it("lets its user be uncovered, and nobody else", () => {
    const tenant = { policies: [without({ excludeUsers: [ANN, BEA] })], users };
    assert.deepEqual(verdictOn(tenant, { users: [ANN] }).uncovered.users, [BEA]);
    assert.equal(verdictOn(tenant, { users: [ANN, BEA] }).kind, "proved");
  });

  it("of a group that holds a role makes nobody of the group itself, where neither users nor groups are known", () => {
    const exempted = new Set(exemptionsOf({ groups: [GROUP] }));
    const policies = [without({ excludeRoles: [ROLE] }), { conditions: { users: { includeRoles: [ROLE] } } }];
    const tenant = aTenant({ policies, roleAssignments: [aRoleOf(GROUP, { directoryScopeId: "/x" }), aRoleOf(ANN)] });
    assert.equal(ifUnknownAreEmpty(prove(tenant, [...exempted]), tenant, [...exempted]), "proved");
  });

  it("of a whole group goes for the group inside it that a policy excludes, but not for one round it", () => {
    const groups = [
      { id: GROUP, members: [{ id: INNER }, { id: BEA }] },
      { id: INNER, members: [{ id: ANN }] },
    ];
    const inner = { policies: [without({ excludeGroups: [INNER] })], users, groups };
    assert.equal(verdictOn(inner, { groups: [GROUP] }).kind, "proved");
    const outer = { policies: [without({ excludeGroups: [GROUP] })], users, groups };
    assert.deepEqual(verdictOn(outer, { groups: [INNER] }).uncovered.users, [BEA]);
    const unlisted = [{ id: GROUP, members: [{ "@odata.type": "#microsoft.graph.group", id: INNER }] }];
    assert.equal(verdictOn({ ...inner, groups: unlisted }, { groups: [GROUP] }).kind, "proved");
    assert.equal(verdictOn({ ...outer, groups: unlisted }, { groups: [INNER] }).kind, "proved");
  });

  it("of a whole group holds for the role that is assigned to it", () => {
    const roleAssignments = [{ principalId: GROUP, roleDefinitionId: ROLE }];
    for (const groups of [undefined, [{ id: GROUP }], [{ id: GROUP, members: [{ id: ANN }] }]]) {
      const tenant = {
        policies: [without({ excludeRoles: [ROLE] })],
        users,
        roleAssignments,
        ...(groups && { groups }),
      };
      assert.equal(verdictOn(tenant, {}).kind, "bypass");
      assert.equal(verdictOn(tenant, { groups: [GROUP] }).kind, "proved");
    }
  });

  it("of some members of a group leaves the others of that group uncovered", () => {
    const groups = [{ id: GROUP, members: [{ id: ANN }, { id: BEA }] }];
    const tenant = { policies: [without({ excludeGroups: [GROUP] })], users, groups };
    assert.deepEqual(verdictOn(tenant, { membersOf: { [GROUP]: [ANN] } }).uncovered.users, [BEA]);
  });

  it("of some members of a group whose members aren't known leaves everybody else uncovered", () => {
    const tenant = { policies: [without({ excludeGroups: [GROUP] })], users };
    assert.deepEqual(verdictOn(tenant, { membersOf: { [GROUP]: [ANN] } }).uncovered.users, [BEA]);
  });

  it("doesn't cover outsiders or people that nothing names", () => {
    const { uncovered } = verdictOn({ policies: [] }, { users: [ANN], groups: [GROUP] });
    assert.deepEqual(uncovered.classes, ["member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember"]);
    assert.deepEqual(uncovered.outsiders, ["b2bDirectConnectUser", "otherExternalUser", "serviceProvider"]);
  });
});
