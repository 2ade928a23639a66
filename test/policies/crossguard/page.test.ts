import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { packPage, pageOf } from "../../../policies/crossguard/page";
import { temporaryFolder } from "../../temporary-folder";

const REPOSITORY = resolve(__dirname, "..", "..", "..");

describe("the pages that messages name", () => {
  const project = temporaryFolder();

  it("are there in this repository, by their short names", () => {
    const folder = join(REPOSITORY, "policies");
    assert.equal(pageOf("no-mfa-bypass", folder, REPOSITORY), join("docs", "rules", "no-mfa-bypass.md"));
    assert.equal(packPage(folder, REPOSITORY), join("docs", "policy-pack.md"));
    assert.ok(existsSync(pageOf("no-mfa-bypass", folder, join(REPOSITORY, "scripts"))));
  });

  it("are those within the package in a foreign project", () => {
    const folder = join(project.path, "node_modules/the-pack");
    const page = join("node_modules/the-pack/docs/rules/no-mfa-bypass.md");
    for (const file of [page, "node_modules/the-pack/README.md"]) project.write(file, "");
    assert.equal(pageOf("no-mfa-bypass", folder, project.path), page);
    assert.equal(packPage(folder, project.path), join("node_modules/the-pack/README.md"));
  });
});
