import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { removeStaleLocks } from "../../../sandbox/session/recovery";
import { temporaryFolder } from "../temporary-folder";
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

  it("is taken away when its engine has ended and only its parent hasn't noticed", async function () {
    if (process.platform !== "linux") this.skip();
    const program = join(project.path, "pulumi");
    copyFileSync("/bin/cat", program);
    // The shell becomes a program that never asks after its children; then the engine's input ends, and so does it.
    const script = '"$0" <&3 & echo $!; exec sleep 100000 3<&-';
    const parent = spawn("sh", ["-c", script, program], { stdio: ["ignore", "pipe", "ignore", "pipe"] });
    const { stdout, stdio } = parent;
    assert.ok(stdout && stdio[3] instanceof Writable);
    try {
      const [line] = await once(stdout.setEncoding("utf8"), "data");
      const pid = Number(line);
      while (readFileSync(`/proc/${parent.pid}/comm`, "utf8") !== "sleep\n") await setImmediate();
      stdio[3].end();
      while (!/ Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"))) await setImmediate();
      assert.deepEqual(await callsFor({ pid, hostname: hostname() }), [CANCEL]);
    } finally {
      parent.kill();
    }
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

  it("stays when one of several may still be held", async () => {
    const dead = { pid: deadPid(), hostname: hostname() };
    assert.deepEqual(await callsFor(dead, { ...dead, hostname: "another-machine" }), []);
  });

  it("is nothing to do about when there is none, or none that can be read", async () => {
    assert.deepEqual(await callsFor(), []);
    assert.deepEqual(await callsFor({ pid: "x" }, null, 7), []);
  });
});
