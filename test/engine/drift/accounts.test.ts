import assert from "node:assert/strict";
import { FIRST, SECOND } from "../session/program";
import { DriftingProject } from "./drifting-project";

const ENGINEER = "aaaaaaaa-0000-4000-8000-000000000003";
const POLICY = "cccccccc-4444-4000-8000-000000000001";

describe("people and policies beside the stack's own, under the real engine", () => {
  let stack: DriftingProject;

  before(async () => {
    stack = await DriftingProject.deploy();
  });

  after(() => stack.close());

  it("are named where somebody has excluded a single person", async () => {
    await stack.change({ conditions: { users: { excludeUsers: [FIRST, SECOND, ENGINEER] } } });
    const { status, stdout } = await stack.run();
    await stack.change({ conditions: { users: { excludeUsers: [FIRST, SECOND] } } });
    assert.equal(status, 1);
    assert.match(stdout, /added +Platform engineer 3\n/);
    assert.match(stdout, /Undo this change first\n {2}- `pulumi up`[\s\S]*Newly open[\s\S]*Who .*Platform engineer 3/);
  });

  it("don't hide that a break-glass account is disabled, though the guard stops the preview", async () => {
    await stack.project.directory.patch("users", FIRST, { accountEnabled: false });
    const report = await stack.report(2);
    await stack.project.directory.patch("users", FIRST, { accountEnabled: true });
    assert.equal(report.comparedWith, "deployment");
    assert.deepEqual(
      report.exclusions.map(({ kind, id }) => [kind, id]),
      [["disabled", FIRST]],
    );
    assert.match(report.problems[0]?.message ?? "", /^the preview failed: [\s\S]*account-disabled/);
  });

  it("may have a policy of the same name, which is drift unless the settings accept it", async () => {
    await stack.project.directory.patch("policies", POLICY, { displayName: "Require MFA for Azure management" });
    const reports = [await stack.report(1)];
    stack.project.configure({ enforcement: "enforced", acceptedNamesakes: POLICY });
    reports.push(await stack.report(0));
    stack.project.configure({ enforcement: "enforced" });
    await stack.project.directory.patch("policies", POLICY, { displayName: "Block legacy authentication" });
    assert.deepEqual(
      reports.map(({ namesakes }) => namesakes.map(({ id, accepted }) => [id, accepted])),
      [[[POLICY, false]], [[POLICY, true]]],
    );
  });

  it("don't help when the state is lost: the policy is nobody's, and the command that takes it over is printed", async () => {
    const { id } = await stack.project.madePolicy();
    await stack.project.succeed("stack", "rm", "--yes", "--force", "--preserve-config");
    await stack.project.succeed("stack", "init", "dev");
    const { status, stdout } = await stack.run();
    assert.equal(status, 1);
    assert.match(stdout, /Could not tell\n {2}- the preview failed: [\s\S]*error\[unmanaged-policy\]/);
    assert.ok(stdout.includes(`azure-management-mfa /identity/conditionalAccess/policies/${id}`), stdout);
  });

  it("aren't looked at for a stack that isn't there", async () => {
    const { status, stdout } = await stack.run("--stack", "nowhere");
    assert.equal(status, 2);
    assert.match(stdout, /Could not tell\n {2}- the stack can't be found: no stack named 'nowhere' found/);
  });
});
