import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packPage, pageOf } from "../../../policies/crossguard/page";

const REPOSITORY = resolve(__dirname, "..", "..", "..");

describe("the pages that messages name", () => {
  it("are there in this repository, by their short names", () => {
    const folder = join(REPOSITORY, "policies");
    assert.equal(pageOf("no-mfa-bypass", folder, REPOSITORY), join("docs", "rules", "no-mfa-bypass.md"));
    assert.equal(packPage(folder, REPOSITORY), join("docs", "policy-pack.md"));
    assert.ok(existsSync(pageOf("no-mfa-bypass", folder, join(REPOSITORY, "scripts"))));
  });

  it("are those within the package in a foreign project", () => {
    const project = mkdtempSync(join(tmpdir(), "page-"));
    try {
      const folder = join(project, "node_modules", "the-pack");
      mkdirSync(join(folder, "docs", "rules"), { recursive: true });
      writeFileSync(join(folder, "docs", "rules", "no-mfa-bypass.md"), "");
      writeFileSync(join(folder, "README.md"), "");
      assert.equal(pageOf("no-mfa-bypass", folder, project), join("node_modules/the-pack/docs/rules/no-mfa-bypass.md"));
      assert.equal(packPage(folder, project), join("node_modules/the-pack/README.md"));
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  });
});
