import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startTenant } from "../../../sandbox/tenant";
import { seedTenant } from "../../../sandbox/tenant/seed";
import { aPolicy } from "../../cli/a-tenant";
import { temporaryFolder } from "../../temporary-folder";
import { graph } from "./client";
import { POLICIES, startedTenant } from "./started-tenant";

const SIGN_INS = "/beta/auditLogs/signIns?$top=300";
const quietly = { say: () => undefined };

describe("the tenant's data", () => {
  const folder = temporaryFolder();

  it("is the same after a restart", async () => {
    const first = await startTenant({ folder: folder.path, ...quietly });
    const created = await (await graph(first))("POST", POLICIES, aPolicy());
    const logged = await (await graph(first))("GET", SIGN_INS);
    await first.close();
    const second = await startTenant({ folder: folder.path, ...quietly });
    const found = await (await graph(second))("GET", `${POLICIES}/${created.body.id}`);
    const again = await (await graph(second))("GET", SIGN_INS);
    await second.close();
    assert.deepEqual([found.body, again.body.value], [created.body, logged.body.value]);
  });

  it("is written in one step and readable only by its owner, without partial files and without the certificate's key", async () => {
    const tenant = await startTenant({ folder: folder.path, ...quietly });
    const call = await graph(tenant);
    await Promise.all(Array.from({ length: 10 }, () => call("POST", POLICIES, aPolicy())));
    await tenant.close();
    assert.deepEqual(readdirSync(folder.path).sort(), ["tenant-certificate.pem", "tenant.json"]);
    for (const name of readdirSync(folder.path)) {
      assert.equal(statSync(join(folder.path, name)).mode & 0o777, 0o600, name);
      assert.ok(!readFileSync(join(folder.path, name), "utf8").includes("PRIVATE KEY"), name);
    }
    assert.equal(JSON.parse(readFileSync(join(folder.path, "tenant.json"), "utf8")).policies.length, 14);
  });

  const damages: Record<string, string> = {
    "half of a file": '{"format":1,"policies":[',
    "an empty file": "",
    "another format": JSON.stringify({ ...seedTenant(), format: 2 }),
    "no policies": JSON.stringify({ ...seedTenant(), policies: undefined }),
  };
  for (const [name, text] of Object.entries(damages)) {
    it(`isn't changed if it is damaged (${name}); the error names the file and says what to do`, async () => {
      const file = join(folder.path, "tenant.json");
      writeFileSync(file, text);
      const says = ({ message }: Error) => message.includes(file) && message.includes("npm run sandbox:reset");
      await assert.rejects(startTenant({ folder: folder.path, ...quietly }), says);
      assert.equal(readFileSync(file, "utf8"), text);
    });
  }
});

describe("a change that can't be written to the file", () => {
  const started = startedTenant();

  it("is refused", async () => {
    mkdirSync(join(started.folder, "tenant.json")); // a folder where the file belongs
    const before = (await started.call("GET", POLICIES)).body.value.length;
    assert.equal((await started.call("POST", POLICIES, aPolicy())).status, 500);
    assert.equal((await started.call("GET", POLICIES)).body.value.length, before);
    assert.ok(readdirSync(started.folder).every((name) => !name.endsWith(".tmp")));
  });
});
