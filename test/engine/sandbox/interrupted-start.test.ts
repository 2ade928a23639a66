import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { announce } from "../../../sandbox/processes/lock";
import { foldersOf } from "../../../sandbox/session/folders";
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

  /** Interrupts a run as Ctrl-C does: it ends, and so does all that it has started; the next run ends well. */
  async function interrupt(run: NpmRun): Promise<void> {
    assert.notDeepEqual(processesOf(project), []);
    run.signal("SIGINT");
    assert.notEqual((await run.outcome).status, 0);
    await nothingRunsOf(project);
    assert.ok(!existsSync(join(project, ".sandbox", "tenant", "tenant-connection.json")), "the tenant wasn't closed");
  }

  async function nextEndsWell(): Promise<void> {
    const { status, stdout, stderr } = await npm(project, ["start"]).outcome;
    assert.equal(status, 0, stdout + stderr);
    assert.equal((await madePolicies()).length, 1);
  }

  it("Ctrl-C while the sandbox is set up leaves nothing running, and the next run ends well", async function () {
    if (process.platform !== "linux") this.skip(); // nowhere else can the processes of a folder be told so easily
    const other = await announce(foldersOf(project).setUp);
    const run = npm(project, ["start"]);
    await run.hasSaid(/is setting up this sandbox; waiting for it/);
    await interrupt(run);
    other.withdraw();
    await nextEndsWell();
  });

  for (const [moment, where] of [
    ["while the engine works", "up"],
    ["while drift is checked", "drift"],
  ] as const)
    it(`Ctrl-C ${moment} leaves nothing running, and the next run ends well`, async function () {
      if (process.platform !== "linux") this.skip();
      const held = join(project, "held");
      const run = npm(project, ["start"], {
        NODE_OPTIONS: `--import=${HOLD}`,
        HOLD_IN: where,
        HOLD_FILE: held,
      });
      const early = run.outcome.then(({ stdout, stderr }) => assert.fail(`it ended early\n${stdout}${stderr}`));
      await Promise.race([isThere(held), early]);
      await interrupt(run);
      await nextEndsWell();
    });
});

async function isThere(file: string): Promise<void> {
  while (!existsSync(file)) await delay(20);
}
