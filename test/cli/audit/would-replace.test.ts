import assert from "node:assert/strict";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { suiteFolder } from "../../temporary-folder";
import { aPolicy, aTenant } from "../a-tenant";
import { recordedRun } from "../recorded-run";

describe("azmfa audit --out, and azmfa prove --certificate", () => {
  const files = suiteFolder();
  const register = () => files.write("register.yaml", "exclusions: []\n");
  const audit = (tenant: string, out: string) =>
    recordedRun(["audit", tenant, "--exclusions", register(), "--format", "json", "--out", out]);

  it("doesn't replace what was read", async () => {
    const tenant = files.write("tenant.json", aTenant([aPolicy()]));
    for (const [read, out] of [
      [tenant, tenant],
      [tenant, register()],
      [`${files.path}/./tenant.json`, tenant],
    ] as const) {
      const { status, err } = await audit(read, out);
      assert.equal(status, 2);
      assert.match(err, /is read; name another file to write$/m);
      const proved = await recordedRun(["prove", read, "--exclusions", register(), "--certificate", out]);
      assert.match(proved.err, /is read; name another file to write$/m);
    }
    assert.deepEqual(JSON.parse(readFileSync(tenant, "utf8")), aTenant([aPolicy()]));
  });

  it("replaces a link, and not the input that it leads to", async () => {
    const tenant = files.write("linked.json", aTenant([aPolicy()]));
    const link = join(files.path, "link.json");
    symlinkSync(tenant, link);
    await audit(tenant, link);
    assert.deepEqual(JSON.parse(readFileSync(tenant, "utf8")), aTenant([aPolicy()]));
    assert.equal(JSON.parse(readFileSync(link, "utf8")).format, "azmfa-audit-1");
  });

  it("writes a new file next to the inputs, and replaces an older report", async () => {
    const tenant = files.write("new-tenant.json", aTenant([aPolicy()]));
    const out = join(files.path, "report.json");
    for (const _time of ["first", "second"]) assert.notEqual((await audit(tenant, out)).status, 2);
    assert.equal(JSON.parse(readFileSync(out, "utf8")).format, "azmfa-audit-1");
  });
});
