import assert from "node:assert/strict";
import { chmodSync, mkdirSync } from "node:fs";
import { join, sep } from "node:path";
import { readTenant, sourceAt } from "../../../src/cli/tenant-source";
import { snapshotIn } from "../../../src/drift/since-snapshot";
import { filesIn } from "../../../src/tenant/file/tenant-file";
import { SILENT } from "../../cli/recorded-run";
import { suiteFolder } from "../../temporary-folder";

describe("a tenant file for an audit", () => {
  const files = suiteFolder();
  const read = (path: string) => readTenant(sourceAt(path), SILENT);

  it("says what is wrong with one that can't be read", async () => {
    const none = join(files.path, "none.json");
    await assert.rejects(read(none), { message: /none\.json: there is no such file or folder; check the path/ });
    mkdirSync(join(files.path, "empty"));
    await assert.rejects(read(join(files.path, "empty")), /no \.json file in it/);
  });

  it("has the evidence for an audit from a folder, from any tool", async () => {
    const defaults = `\ufeff${JSON.stringify({ SecurityDefaults: { IsEnabled: false } })}`;
    for (const [name, content] of Object.entries({
      "ConditionalAccess/p.json": { id: "p", conditions: {}, state: "disabled" },
      "SECURITYDEFAULTS.JSON": Buffer.from(defaults, "utf16le"),
      "SubscribedSkus/1.json": { SkuPartNumber: "AAD_PREMIUM", CapabilityStatus: "Enabled" },
      "reviews.json": {
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identityGovernance/accessReviews/definitions",
        value: [],
      },
    }))
      files.write(join("export", name), content);
    const file = await read(join(files.path, "export"));
    const { securityDefaults, subscribedSkus: licences, accessReviews } = file.evidence();
    assert.deepEqual(securityDefaults, { kind: "known", value: false });
    assert.deepEqual(licences.kind === "partly" && licences.value.map(({ sku }) => sku), ["AAD_PREMIUM"]);
    assert.deepEqual(accessReviews, { kind: "known", value: [] });
  });

  it("is of every file in a folder and below it, and of nothing hidden, which may be closed", async () => {
    const deep = join("a", "b", "c", "d", "e", "f", "g", "h", "i", "j.json");
    const shown = [deep, ...(sep === "/" ? ["with\\.backslash.json"] : []), "x.json"];
    for (const name of [...shown, ".hidden.json", ".git/x.json", "node_modules/x.json"])
      files.write(join("folder", name), {});
    chmodSync(join(files.path, "folder", ".git"), 0);
    assert.deepEqual(await filesIn(join(files.path, "folder")), { files: shown, others: [] });
    chmodSync(join(files.path, "folder", ".git"), 0o700);
  });

  const FULL = { policies: [], users: [], groups: [], roleAssignments: [], namedLocations: [] };
  const NEXT = "https://graph.example/2";
  for (const [what, file, isTaken] of [
    ["is whole", FULL, true],
    ["leaves out what isn't known", { policies: [] }, true],
    ["has only a page of its policies", { ...FULL, "policies@odata.nextLink": NEXT }, false],
    ["has only a page of its people", { ...FULL, "users@odata.nextLink": NEXT }, false],
    ["has only a page, as Graph has it", { value: [], "@odata.nextLink": NEXT }, false],
  ] as const)
    it(`${isTaken ? "can" : "can't"} be compared with where it ${what}`, async () => {
      const source = sourceAt(files.write("snapshot.json", file));
      const read = readTenant(source, SILENT).then((snapshot) => snapshotIn("snapshot.json", snapshot));
      if (isTaken) await read;
      else await assert.rejects(read, /nothing can be compared with it|no Conditional Access policy is in it/);
    });
});
