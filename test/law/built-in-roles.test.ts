import assert from "node:assert/strict";
import { builtInRoleId, builtInRoleName } from "../../src/law/model/built-in-roles";
import { aPolicy, aRoleOf, aTenant, userId } from "../cli/a-tenant";
import { recordedRun } from "../cli/recorded-run";
import { suiteFolder } from "../temporary-folder";

const GLOBAL_READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
const SECURITY_READER = "5d6b6bb7-de71-4623-b4af-96380a352509";

describe("a built-in role", () => {
  const files = suiteFolder();

  it("has a name for its id, and an id for its name, in any letters", () => {
    assert.equal(builtInRoleName(GLOBAL_READER.toUpperCase()), "Global Reader");
    assert.equal(builtInRoleId("GLOBAL reader"), GLOBAL_READER);
  });

  it("has neither if the table doesn't have it", () => {
    assert.equal(builtInRoleName("Global Reader"), undefined);
    assert.equal(builtInRoleId(GLOBAL_READER), undefined);
  });

  it("is called by its name in a verdict", async () => {
    for (const [role, name] of [
      [GLOBAL_READER, "Global Reader"],
      [SECURITY_READER, "Security Reader"],
    ] as const) {
      const excluding = aPolicy({ users: { excludeRoles: [role] } });
      const roleAssignments = [aRoleOf(userId(1), { roleDefinitionId: role })];
      const tenant = files.write("tenant.json", aTenant([excluding], { roleAssignments }));
      const { out } = await recordedRun(["prove", tenant]);
      assert.match(out, new RegExp(name));
      assert.ok(!out.includes(role), out);
    }
  });
});
