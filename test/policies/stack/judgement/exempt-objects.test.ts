import assert from "node:assert/strict";
import { exemptUsers } from "../../../../policies/stack/judgement/exempt-objects";
import { aGroup, aPolicy, aTenant, groupId } from "../../../cli/a-tenant";
import { settingsOf } from "../../support/stacks";

const ROLE = "d29b2b05-8046-44ba-8758-1e26182fcf32";

describe("what is protected without being listed", () => {
  it("counts no group as a user whose id a policy excludes as one", () => {
    const tenant = aTenant([aPolicy({ users: { excludeUsers: [groupId(2)], excludeRoles: [ROLE] } })], {
      groups: [aGroup(1, [{ id: groupId(2) }]), aGroup(2, [{ id: groupId(1) }])],
      roleAssignments: [{ principalId: groupId(1), roleDefinitionId: ROLE, directoryScopeId: "/" }],
    });
    assert.deepEqual([...exemptUsers(settingsOf({ "tenant-stays-closed": { tenant } }))], []);
  });
});
