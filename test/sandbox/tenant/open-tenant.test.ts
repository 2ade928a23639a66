import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { openTenant, startTenant, type Tenant } from "../../../sandbox/tenant";
import { makeCertificate } from "../../../sandbox/tenant/certificate";
import { aPolicy } from "../../cli/a-tenant";
import { suiteFolder, temporaryFolder } from "../../temporary-folder";
import { graph } from "./client";
import { POLICIES } from "./started-tenant";

interface Other {
  readonly child: ChildProcess;
  readonly url: string;
  readonly joined: boolean;
}

describe("the tenant of a folder", () => {
  const bundled = suiteFolder();
  const script = () => join(bundled.path, "hold-a-tenant.js");
  // In one file, so that each of the other processes starts at once.
  before(() =>
    build({ entryPoints: [join(__dirname, "hold-a-tenant.ts")], outfile: script(), bundle: true, platform: "node" }),
  );

  const folder = temporaryFolder();
  const children: ChildProcess[] = [];
  const tenants: Tenant[] = [];
  const said: string[] = [];
  afterEach(async () => {
    for (const child of children.splice(0))
      if (child.exitCode === null && child.signalCode === null) await ended(child, "SIGKILL");
    for (const tenant of tenants.splice(0)) await tenant.close({ now: true });
    said.length = 0;
  });

  const open = async (): Promise<Tenant> => {
    const tenant = await openTenant({ folder: folder.path, say: (line) => said.push(line) });
    tenants.push(tenant);
    return tenant;
  };
  const openElsewhere = async (): Promise<Other> => {
    const child = spawn(process.execPath, [script(), folder.path], { stdio: ["pipe", "pipe", "inherit"] });
    children.push(child);
    const early = once(child, "exit").then(([code]) => assert.fail(`the other process ended with ${code}`));
    const [line] = await Promise.race([once(createInterface(child.stdout), "line"), early]);
    return { child, ...JSON.parse(String(line)) };
  };

  it("is started by one process and joined by the others if several come at once", async () => {
    const all = await Promise.all([openElsewhere(), openElsewhere(), openElsewhere(), open()]);
    assert.equal(all.filter(({ joined }) => !joined).length, 1);
    assert.equal(new Set(all.map(({ url }) => url)).size, 1);
  });

  it("runs until the last process that joined has left", async () => {
    const mine = await open();
    const other = await openElsewhere();
    const call = await graph(mine);
    let closed = false;
    const closing = mine.close().then(() => {
      closed = true;
    });
    assert.equal((await call("GET", POLICIES)).status, 200);
    assert.equal(closed, false);
    assert.deepEqual(said, ["another command still uses the local tenant: waiting for it to end (Ctrl-C cuts it off)"]);
    await ended(other.child, "SIGTERM");
    await closing;
    await assert.rejects(call("GET", POLICIES), { code: "ECONNREFUSED" });
  });

  it("is started again with its data after its process was killed", async () => {
    const other = await openElsewhere();
    const mine = await open();
    const created = await (await graph(mine))("POST", POLICIES, aPolicy());
    await ended(other.child, "SIGKILL");
    const next = await open();
    assert.equal(next.joined, false);
    assert.equal((await (await graph(next))("GET", `${POLICIES}/${created.body.id}`)).status, 200);
  });

  it("doesn't reveal its key to another program at the old address", async () => {
    const tenant = await startTenant({ folder: folder.path, say: () => undefined });
    const file = join(folder.path, "tenant-connection.json");
    const old = JSON.parse(readFileSync(file, "utf8"));
    await tenant.close();
    const stranger = await makeCertificate(new Date());
    const seen: unknown[] = [];
    const server = createServer({ key: stranger.key, cert: stranger.certificate }, (message, response) => {
      seen.push(message.headers.authorization);
      response.end("{}");
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    writeFileSync(file, JSON.stringify({ ...old, url: `https://localhost:${(server.address() as AddressInfo).port}` }));
    assert.equal((await open()).joined, false);
    assert.deepEqual(seen, []);
    server.close();
  });
});

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}
