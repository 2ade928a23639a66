import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { recover, removeStaleLocks } from "../../../sandbox/session/recovery";
import { openDirectory, startTenant, type Tenant } from "../../../sandbox/tenant";
import { temporaryFolder } from "../../temporary-folder";
import { fakeSession } from "./fake-session";

const STACK_NAME = { to: ["stack", "--show-name"], stdout: "organization/p/dev\n" };

const policy = {
  urn: "urn:policy",
  type: "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy",
  inputs: { displayName: "Require MFA" },
};

function exported(resources: readonly object[], pending: readonly object[]) {
  const operations = pending.map((resource) => ({ type: "creating", resource }));
  const stdout = JSON.stringify({ version: 3, deployment: { resources, pending_operations: operations } });
  return { to: ["stack", "export"], stdout };
}

describe("the recovery after a killed run", () => {
  const temporary = temporaryFolder();
  const said: string[] = [];
  let tenant: Tenant;
  beforeEach(async () => {
    said.length = 0;
    tenant = await startTenant({ folder: temporary.path, say: () => undefined });
  });
  afterEach(() => tenant.close({ now: true }));

  async function callsFor(resources: readonly object[], pending: readonly object[]): Promise<readonly string[][]> {
    const session = fakeSession(temporary.path, [STACK_NAME, exported(resources, pending)], tenant);
    mkdirSync(session.folders.root);
    await recover(session, (line) => void said.push(line), true);
    assert.equal(existsSync(join(session.folders.root, "recovered-state.json")), false);
    return session.calls.filter(([command, what]) => command === "refresh" || what === "import");
  }

  const put = (id: string, createdDateTime: string): Promise<void> =>
    openDirectory(tenant).put("policies", id, { id, displayName: "Require MFA", createdDateTime });

  it("does nothing if nothing was being created", async () =>
    assert.deepEqual([await callsFor([policy], []), said], [[], []]));

  it("adds the newest policy of that name to the state if it isn't there", async () => {
    await put("10000000-0000-4000-8000-000000000001", "2026-01-01T00:00:00Z");
    await put("10000000-0000-4000-8000-000000000002", "2026-03-01T00:00:00Z");
    await put("10000000-0000-4000-8000-000000000003", "2026-02-01T00:00:00Z");
    const calls = await callsFor([], [policy]);
    assert.match(said.join(), /killed after it created urn:policy; adding .*\/10000000-0000-4000-8000-000000000002\)/);
    const began = calls.map((call) => call.slice(0, 3).join(" "));
    assert.deepEqual(began, ["stack import --file", "refresh --yes --skip-preview"]);
  });

  it("leaves alone a policy that is in the state already", async () => {
    const id = "10000000-0000-4000-8000-000000000001";
    await put(id, "2026-01-01T00:00:00Z");
    await callsFor([{ ...policy, urn: "urn:mine", id: `/identity/conditionalAccess/policies/${id}` }], [policy]);
    assert.match(said.join(), /killed while it created urn:policy, and the object wasn't found; this run will create/);
  });

  it("drops what the tenant doesn't have, and what it can't look up", async () => {
    await callsFor([], [policy, { urn: "urn:other", type: "random:index/randomId:RandomId" }]);
    assert.equal(said.length, 2);
    for (const line of said) assert.match(line, /and the object wasn't found/);
  });
});

const STACK = "organization/p/dev";
const CANCEL = ["cancel", "--yes", "--stack", STACK, "--non-interactive"];

describe("a lock on a stack", () => {
  const project = temporaryFolder();
  const said: string[] = [];
  let holder: unknown;

  /** What the engine was asked to do about a lock. */
  async function callsFor(...locks: readonly unknown[]): Promise<readonly string[][]> {
    const session = fakeSession(project.path);
    const folder = join(session.folders.backend, ".pulumi/locks", STACK);
    mkdirSync(folder, { recursive: true });
    for (const [index, lock] of locks.entries()) writeFileSync(join(folder, `${index}.json`), JSON.stringify(lock));
    writeFileSync(join(folder, "0.json.attrs"), "{}");
    holder = await removeStaleLocks(session, STACK, (line) => void said.push(line));
    return session.calls;
  }
  const deadPid = (): number => spawnSync("true").pid;
  beforeEach(() => {
    said.length = 0;
  });

  it("is removed with a message when the engine that took it has died", async () => {
    assert.deepEqual(await callsFor({ pid: deadPid(), hostname: hostname() }), [CANCEL]);
    assert.match(said.join(), /an earlier run was killed and left the stack organization\/p\/dev locked/);
  });

  it("is removed when its process number belongs to another program now", async function () {
    if (process.platform !== "linux") this.skip(); // only there does the system tell a program's name
    assert.deepEqual(await callsFor({ pid: process.pid, hostname: hostname() }), [CANCEL]);
  });

  it("stays when another machine took it", async () =>
    assert.deepEqual([await callsFor({ pid: deadPid(), hostname: "another-machine" }), said], [[], []]));

  it("stays while its engine runs, and a message names the process", async function () {
    if (process.platform !== "linux") this.skip();
    const program = join(project.path, "pulumi");
    copyFileSync("/bin/cat", program);
    const engine = spawn(program, { stdio: ["pipe", "ignore", "ignore"] });
    try {
      await once(engine, "spawn");
      assert.deepEqual(await callsFor({ pid: engine.pid, hostname: hostname() }), []);
      assert.equal(holder, `process ${engine.pid}`);
    } finally {
      engine.kill();
    }
  });

  it("is ignored when there is none, or when its file can't be read", async () => {
    assert.deepEqual(await callsFor(), []);
    assert.deepEqual(await callsFor({ pid: "x" }, null, 7), []);
  });
});
