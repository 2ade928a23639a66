import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { announce } from "../../../sandbox/processes/presence";
import { foldersOf } from "../../../sandbox/session/folders";
import { startTenant } from "../../../sandbox/tenant";
import { policiesIn } from "../session/graph";
import { npm } from "../session/npm-run";
import { processesOf } from "../session/processes-of";
import { copyProject } from "../session/project-copy";

const NAME = "Require MFA for Azure management";

describe("npm start among others", () => {
  let project: string;

  beforeEach(() => {
    project = copyProject();
  });

  afterEach(() => rmSync(project, { recursive: true, force: true }));

  async function madePolicies(): Promise<readonly unknown[]> {
    const tenant = await startTenant({ folder: join(project, ".sandbox", "tenant"), say: () => undefined });
    try {
      return (await policiesIn(tenant)).filter(({ displayName }) => displayName === NAME);
    } finally {
      await tenant.close({ now: true });
    }
  }

  it("two at once both succeed, and make one policy", async () => {
    const both = await Promise.all([npm(project, ["start"]).outcome, npm(project, ["start"]).outcome]);
    for (const { status, stdout, stderr } of both) assert.equal(status, 0, stdout + stderr);
    assert.equal((await madePolicies()).length, 1);
  });

  it("one that finds another under way says so, and begins when that has ended", async () => {
    const other = await announce(foldersOf(project).start);
    const run = npm(project, ["start"]);
    await run.hasSaid(new RegExp(`another \`npm start\` \\(process ${process.pid}\\) is under way; waiting for it`));
    other.withdraw();
    const { status, stdout, stderr } = await run.outcome;
    assert.equal(status, 0, stdout + stderr);
    assert.equal((await madePolicies()).length, 1);
  });

  for (const [moment, said] of [
    ["while the sandbox is set up", /sandbox: the tenant is a stand-in/],
    ["while the engine works", /@ updating|pulumi:pulumi:Stack/],
    ["while drift is checked", /== npm run drift/],
  ] as const) {
    it(`Ctrl-C ${moment} leaves nothing running, and the next run ends well`, async function () {
      if (process.platform !== "linux") this.skip(); // nowhere else can the processes of a folder be told so easily
      const run = npm(project, ["start"]);
      await run.hasSaid(said);
      assert.notDeepEqual(processesOf(project), []);
      run.signal("SIGINT");
      const { status } = await run.outcome;
      assert.notEqual(status, 0);
      assert.deepEqual(processesOf(project), []);
      const next = await npm(project, ["start"]).outcome;
      assert.equal(next.status, 0, next.stdout + next.stderr);
      assert.equal((await madePolicies()).length, 1);
    });
  }
});
