import assert from "node:assert/strict";
import { groupId, people, GLOBAL_ADMINISTRATOR as ROLE, userId } from "../cli/a-tenant";
import { verdictOn } from "./builders/verdict-on";

const [GROUP, INNER, ANN, BEA] = [groupId(1), groupId(2), userId(1), userId(2)];
const users = people(2);

const without = (excluded: Record<string, readonly string[]>) => ({
  conditions: { users: { includeUsers: ["All"], ...excluded } },
});

describe("an exemption", () => {
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
});
