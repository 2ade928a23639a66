import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startTenant } from "../../../sandbox/tenant";
import { policiesIn } from "../session/graph";
import { type NpmRun, npm } from "../session/npm-run";
import { nothingRunsOf, processesOf } from "../session/processes-of";
import { copyProject } from "../session/project-copy";

const HOLD = resolve(__dirname, "../session/hold-program.mjs");
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

  it("succeeds if two run at once, one after the other, and creates one policy", async () => {
    const both = await Promise.all([npm(project, ["start"]).outcome, npm(project, ["start"]).outcome]);
    for (const { status, stdout, stderr } of both) assert.equal(status, 0, stdout + stderr);
    const said = both.map(({ stderr }) => stderr).join("");
    assert.equal(said.match(/another `npm start` \(process \d+\) is running; waiting for it/g)?.length, 1, said);
    assert.equal((await madePolicies()).length, 1);
  });

  /** Interrupts a run as Ctrl-C does: it ends, and so does all that it has started; the next run ends well. */
  async function interrupt(run: NpmRun): Promise<void> {
    assert.notDeepEqual(processesOf(project), []);
    run.signal("SIGINT");
    assert.notEqual((await run.outcome).status, 0);
    await nothingRunsOf(project);
    assert.ok(!existsSync(join(project, ".sandbox", "tenant", "tenant-connection.json")), "the tenant wasn't closed");
  }

  for (const [moment, where] of [
    ["while the engine works", "up"],
    ["while drift is checked", "drift"],
  ] as const)
    it(`Ctrl-C ${moment} leaves no process running, and the next run succeeds`, async function () {
      if (process.platform !== "linux") this.skip(); // only Linux lists the processes of a folder easily
      const held = join(project, "held");
      const run = npm(project, ["start"], { NODE_OPTIONS: `--import=${HOLD}`, HOLD_IN: where, HOLD_FILE: held });
      const early = run.outcome.then(({ stdout, stderr }) => assert.fail(`it ended early\n${stdout}${stderr}`));
      await Promise.race([isThere(held), early]);
      await interrupt(run);
      const { status, stdout, stderr } = await npm(project, ["start"]).outcome;
      assert.equal(status, 0, stdout + stderr);
      assert.equal((await madePolicies()).length, 1);
    });
});

async function isThere(file: string): Promise<void> {
  while (!existsSync(file)) await delay(20);
}
