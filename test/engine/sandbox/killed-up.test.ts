import assert from "node:assert/strict";
import type { Exchange } from "../../../sandbox/tenant";
import { POLICIES } from "../session/graph";
import { npm } from "../session/npm-run";
import { nothingRunsOf } from "../session/processes-of";
import { projectUnderTest } from "../session/project-under-test";

const UP = ["run", "--silent", "sandbox", "--", "up", "--yes", "--skip-preview"];

const isPost = ({ method, url }: Exchange) => method === "POST" && url.endsWith(POLICIES);
const isLookUp = ({ url }: Exchange) => url.includes("/users/");

describe("an up that is killed", () => {
  const project = projectUnderTest();

  /** Kills the run, and all that it has started, at the very moment when the tenant has answered such a request. */
  async function killedAfter(wanted: (exchange: Exchange) => boolean): Promise<void> {
    let killed = false;
    const run = npm(project.folder, UP);
    project.onAnswer(wanted, () => {
      killed = true;
      run.signal("SIGKILL");
    });
    const { stdout, stderr } = await run.outcome;
    assert.ok(killed, `it ended before it could be killed\n${stdout}\n${stderr}`);
    // What the engine had started, in groups of their own, ends without it.
    if (process.platform === "linux") await nothingRunsOf(project.folder);
  }

  it("while it looks up accounts has changed nothing, and the next up creates the policy", async () => {
    await killedAfter(isLookUp);
    assert.deepEqual(await project.madePolicies(), []);
    const { status, stdout, stderr } = await npm(project.folder, UP).outcome;
    assert.equal(status, 0, stdout + stderr);
    assert.equal((await project.madePolicy()).state, "enabled");
    await project.directory.remove("policies", (await project.madePolicy()).id);
    await project.succeed("refresh", "--yes");
  });

  it("right after the tenant created the policy leaves it to the next up, which creates no second one", async () => {
    await killedAfter(isPost);
    const { id } = await project.madePolicy();
    const { status, stdout, stderr } = await npm(project.folder, UP).outcome;
    assert.equal(status, 0, stdout + stderr);
    assert.match(stderr, /an earlier run was killed after it created .*; adding it to the stack's state/);
    assert.equal((await project.madePolicy()).id, id);
    await project.succeed("preview", "--expect-no-changes");
    const { deployment } = JSON.parse((await project.pulumi("stack", "export")).stdout);
    const kept = deployment.resources.find((resource: { id?: string }) => resource.id?.endsWith(id));
    assert.equal(kept?.protect, true);
  });
});
