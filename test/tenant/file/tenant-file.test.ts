import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { atPath, readTenantFile, readTenantJson } from "../../../src/cli/tenant-source";

describe("a tenant file for an audit", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "audited-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const read = (path: string) => readTenantFile(atPath(path));

  it("has the tenant, and what the file says beside it", async () => {
    const path = join(folder, "tenant.json");
    writeFileSync(path, JSON.stringify({ policies: [], securityDefaults: { isEnabled: true } }));
    const file = await read(path);
    assert.ok(file.ok);
    assert.deepEqual(file.value.tenant.policies, []);
    const { securityDefaults, licences } = file.value.evidence();
    assert.deepEqual(securityDefaults, { kind: "known", value: true });
    assert.equal(licences.kind, "notKnown");
  });

  it("says what is wrong with one that can't be read", async () => {
    assert.deepEqual(await read(join(folder, "none.json")), {
      ok: false,
      errors: [`${join(folder, "none.json")}: there is no such file`],
    });
    mkdirSync(join(folder, "empty"));
    const file = await read(join(folder, "empty"));
    assert.match(file.ok ? "" : file.errors.join(), /no \.json file in it/);
  });

  /** A new folder with these files. */
  function folderOf(name: string, files: { readonly [file: string]: string | Buffer }): string {
    for (const [file, content] of Object.entries(files)) {
      const path = join(folder, name, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    return join(folder, name);
  }

  it("knows of a folder what an audit asks beside the verdict, whatever wrote its files", async () => {
    const file = await read(
      folderOf("export", {
        "ConditionalAccess/p.json": JSON.stringify({ id: "p", conditions: {}, state: "disabled" }),
        "SECURITYDEFAULTS.JSON": Buffer.from(
          `\ufeff${JSON.stringify({ SecurityDefaults: { IsEnabled: false } })}`,
          "utf16le",
        ),
        "SubscribedSkus/1.json": JSON.stringify({ SkuPartNumber: "AAD_PREMIUM", CapabilityStatus: "Enabled" }),
        "reviews.json": JSON.stringify({
          "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identityGovernance/accessReviews/definitions",
          value: [],
        }),
      }),
    );
    assert.ok(file.ok);
    const { securityDefaults, licences, accessReviews } = file.value.evidence();
    assert.deepEqual(securityDefaults, { kind: "known", value: false });
    assert.deepEqual(licences.kind === "partly" && licences.value.map(({ sku }) => sku), ["AAD_PREMIUM"]);
    assert.deepEqual(accessReviews, { kind: "known", value: [] });
  });

  const FULL = { policies: [], users: [], groups: [], roleAssignments: [], namedLocations: [] };
  for (const [what, file, isTaken] of [
    ["is whole", FULL, true],
    ["leaves out what isn't known", { policies: [] }, true],
    ["has only a page of its policies", { ...FULL, "policies@odata.nextLink": "https://graph.example/2" }, false],
    ["has only a page of its people", { ...FULL, "users@odata.nextLink": "https://graph.example/2" }, false],
    ["has only a page, as Graph has it", { value: [], "@odata.nextLink": "https://graph.example/2" }, false],
  ] as const)
    it(`${isTaken ? "can" : "can't"} be compared with where it ${what}`, async () => {
      const path = join(folder, "snapshot.json");
      writeFileSync(path, JSON.stringify(file));
      const read = await readTenantJson(atPath(path));
      assert.equal(read.ok, isTaken);
      if (!read.ok) assert.match(read.errors.join(), /nothing to compare with|no Conditional Access policy is in it/);
    });
});
