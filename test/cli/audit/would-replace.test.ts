import assert from "node:assert/strict";
import { linkSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { aPolicy, aTenant } from "../a-tenant";
import { recordedRun } from "../recorded-run";
import { writtenFiles } from "../written-files";

const REGISTER = "exclusions: []\n";

describe("azmfa audit --out", () => {
  const files = writtenFiles();
  const written = () => ({
    tenant: files.write("tenant.json", aTenant([aPolicy()])),
    register: files.write("register.yaml", REGISTER),
  });
  const audit = (tenant: string, register: string, out: string) =>
    recordedRun(["audit", tenant, "--exclusions", register, "--format", "json", "--out", out]);

  async function assertRefused(tenant: string, register: string, out: string): Promise<void> {
    const before = readFileSync(out, "utf8");
    const { status, err } = await audit(tenant, register, out);
    assert.equal(status, 2);
    assert.match(err, /would take the place of `[^`]*`, which was read; name another file after --out/);
    assert.equal(readFileSync(out, "utf8"), before);
  }

  it("doesn't replace the tenant file", async () => {
    const { tenant, register } = written();
    await assertRefused(tenant, register, tenant);
  });

  it("doesn't replace the register", async () => {
    const { tenant, register } = written();
    await assertRefused(tenant, register, register);
  });

  it("doesn't replace a file that was read under another name", async () => {
    const { tenant, register } = written();
    const [soft, hard] = [join(files.folder, "soft.json"), join(files.folder, "hard.json")];
    symlinkSync(tenant, soft);
    linkSync(tenant, hard);
    await assertRefused(tenant, register, soft);
    await assertRefused(tenant, register, hard);
    await assertRefused(soft, register, tenant);
    await assertRefused(`${files.folder}/./tenant.json`, register, tenant);
  });

  it("doesn't replace a file in a folder of exports", async () => {
    const { register } = written();
    mkdirSync(join(files.folder, "exports"));
    const policy = files.write(join("exports", "policy.json"), aPolicy());
    await assertRefused(join(files.folder, "exports"), register, policy);
  });

  it("writes a new file beside what was read, and replaces an older report", async () => {
    const { tenant, register } = written();
    const out = join(files.folder, "report.json");
    for (const _time of ["first", "second"]) assert.notEqual((await audit(tenant, register, out)).status, 2);
    assert.equal(JSON.parse(readFileSync(out, "utf8")).format, "azmfa-audit-1");
  });
});
