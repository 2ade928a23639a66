import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { removeStaleLocks } from "../../../sandbox/session/recovery";
import { temporaryFolder } from "../../temporary-folder";
import { fakeSession } from "./fake-session";

const STACK = "organization/p/dev";
const CANCEL = ["cancel", "--yes", "--stack", STACK, "--non-interactive"];

describe("a lock on a stack", () => {
  const project = temporaryFolder();
  const said: string[] = [];

  /** What the engine was asked to do about a lock. */
  async function callsFor(...locks: readonly unknown[]): Promise<readonly string[][]> {
    const session = fakeSession(project.path);
    const folder = join(session.folders.backend, ".pulumi/locks", STACK);
    mkdirSync(folder, { recursive: true });
    for (const [index, lock] of locks.entries()) writeFileSync(join(folder, `${index}.json`), JSON.stringify(lock));
    writeFileSync(join(folder, "0.json.attrs"), "{}");
    await removeStaleLocks(session, STACK, (line) => void said.push(line));
    return session.calls;
  }
  const deadPid = (): number => spawnSync("true").pid;
  beforeEach(() => {
    said.length = 0;
  });

  it("is taken away when the engine that took it has died, and the user is told", async () => {
    assert.deepEqual(await callsFor({ pid: deadPid(), hostname: hostname() }), [CANCEL]);
    assert.match(said.join(), /a run that was killed has left the stack organization\/p\/dev locked/);
  });

  it("is taken away when its process number now belongs to another program", async function () {
    if (process.platform !== "linux") this.skip(); // only there does the system tell a program's name
    assert.deepEqual(await callsFor({ pid: process.pid, hostname: hostname() }), [CANCEL]);
  });

  it("stays when another machine has taken it", async () => {
    assert.deepEqual(await callsFor({ pid: deadPid(), hostname: "another-machine" }), []);
    assert.deepEqual(said, []);
  });

  it("stays while its engine runs, and who holds it is told", async function () {
    if (process.platform !== "linux") this.skip();
    const program = join(project.path, "pulumi");
    copyFileSync("/bin/cat", program);
    const engine = spawn(program, { stdio: ["pipe", "ignore", "ignore"] });
    try {
      await once(engine, "spawn");
      const session = fakeSession(project.path);
      const folder = join(session.folders.backend, ".pulumi/locks", STACK);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "0.json"), JSON.stringify({ pid: engine.pid, hostname: hostname() }));
      assert.equal(await removeStaleLocks(session, STACK, (line) => void said.push(line)), `process ${engine.pid}`);
      assert.deepEqual(session.calls, []);
    } finally {
      engine.kill();
    }
  });

  it("is nothing to do about when there is none, or none that can be read", async () => {
    assert.deepEqual(await callsFor(), []);
    assert.deepEqual(await callsFor({ pid: "x" }, null, 7), []);
  });
});
