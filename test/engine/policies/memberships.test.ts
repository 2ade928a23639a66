import assert from "node:assert/strict";
import { BREAK_GLASS, ORDINARY_USER, SECOND_BREAK_GLASS } from "../../policies/support/ids";
import { policyArguments } from "../../policies/support/policies";
import { code, type Wanted } from "./support/program-text";
import { Workbench } from "./support/workbench";

const group: Wanted = {
  resource: "Group",
  name: "excluded",
  args: { displayName: "excluded", members: [BREAK_GLASS] },
};
const member = (name: string, who: string): Wanted => ({
  resource: "GroupMember",
  name,
  args: { groupObjectId: code("excluded.objectId"), memberObjectId: who },
});
const policy: Wanted = {
  resource: "ConditionalAccessPolicy",
  name: "azure-management-mfa",
  args: policyArguments({ users: { excludedGroups: [code("excluded.objectId")] } }),
  options: { protect: true },
};
const approved = member("break-glass", SECOND_BREAK_GLASS);
const helper = member("helper", ORDINARY_USER);

describe("without a preview, who comes into the excluded group", () => {
  let bench: Workbench;
  before(async () => {
    bench = await Workbench.open();
  });
  beforeEach(() => bench.empty());
  after(() => bench.close());

  const deployed = (...resources: readonly Wanted[]) => {
    bench.declare(...resources);
    return bench.up({}, "--skip-preview");
  };

  it("is let in when the register approves, and stopped before the membership is made when it doesn't", async () => {
    const { status, output } = await deployed(group, approved, policy);
    assert.equal(status, 0, output);
    // After the policy, so that what it excludes is known whichever of the two the engine would register first.
    const late = { ...helper, options: { dependsOn: code("azureManagementMfa") } };
    const more = await deployed(group, approved, policy, late);
    assert.notEqual(more.status, 0, more.output);
    assert.match(more.output, /\[mandatory\].*approved-exclusions.*helper/);
    assert.deepEqual(
      more.changes.filter((change) => change.endsWith("helper")),
      [],
    );
  });

  it("stops the policy where the membership came before it", async () => {
    const { status, output, changes } = await deployed(group, helper, {
      ...policy,
      options: { dependsOn: code("helper") },
    });
    assert.notEqual(status, 0, output);
    assert.deepEqual(
      changes.filter((change) => change.endsWith("azure-management-mfa")),
      [],
    );
  });
});
