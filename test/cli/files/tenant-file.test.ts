import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAuditedFile } from "../../../src/cli/files/tenant-file";

describe("a tenant file for an audit", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "audited-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const read = (path: string) =>
    readAuditedFile(
      path,
      () => undefined,
      () => undefined,
    );

  it("has the tenant, and what the file says beside it", async () => {
    const path = join(folder, "tenant.json");
    writeFileSync(path, JSON.stringify({ policies: [], securityDefaults: { isEnabled: true } }));
    const file = await read(path);
    assert.ok(file.ok);
    assert.deepEqual(file.tenant.policies, []);
    assert.deepEqual(file.evidence.securityDefaults, { kind: "known", value: true });
    assert.equal(file.evidence.licences.kind, "notKnown");
  });

  it("says what is wrong with one that can't be read", async () => {
    assert.deepEqual(await read(join(folder, "none.json")), {
      ok: false,
      complaints: [`${join(folder, "none.json")}: there is no such file`],
    });
    mkdirSync(join(folder, "empty"));
    const file = await read(join(folder, "empty"));
    assert.match(file.ok ? "" : file.complaints.join(), /no \.json file in it/);
  });
});
