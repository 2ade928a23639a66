import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pageOf } from "../../../policies/crossguard/page";
import { temporaryFolder } from "../../temporary-folder";

const REPOSITORY = resolve(__dirname, "..", "..", "..");

describe("the pages that messages name", () => {
  const project = temporaryFolder();

  it("are there in this repository, by their short names", () => {
    const folder = join(REPOSITORY, "policies");
    assert.equal(pageOf("rules/no-mfa-bypass.md", folder, REPOSITORY), join("docs", "rules", "no-mfa-bypass.md"));
    assert.equal(pageOf("policy-pack.md", folder, REPOSITORY), join("docs", "policy-pack.md"));
    assert.ok(existsSync(pageOf("rules/no-mfa-bypass.md", folder, join(REPOSITORY, "scripts"))));
  });

  it("are those within the package in a foreign project", () => {
    const folder = join(project.path, "node_modules/the-pack");
    const page = join("node_modules/the-pack/docs/rules/no-mfa-bypass.md");
    for (const file of [page, "node_modules/the-pack/README.md"]) project.write(file, "");
    assert.equal(pageOf("rules/no-mfa-bypass.md", folder, project.path), page);
    assert.equal(pageOf("policy-pack.md", folder, project.path), join("node_modules/the-pack/README.md"));
  });
});
