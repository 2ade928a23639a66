import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { newRule } from "../../scripts/pack/new-rule";
import { temporaryFolder } from "../temporary-folder";

describe("a new rule", () => {
  const root = temporaryFolder();
  beforeEach(() => {
    mkdirSync(join(root.path, "policies"));
    cpSync("policies/catalogue.ts", join(root.path, "policies/catalogue.ts"));
  });

  it("gets a file, a test, a page and its place in the catalogue", () => {
    assert.deepEqual(newRule("no-back-door", root.path), [
      "policies/rules/no-back-door.ts",
      "test/policies/rules/no-back-door.test.ts",
      "docs/rules/no-back-door.md",
      "policies/catalogue.ts",
    ]);
    assert.match(
      readFileSync(join(root.path, "policies/rules/no-back-door.ts"), "utf8"),
      /export const noBackDoor: Rule = \{\n {2}id: "no-back-door"/,
    );
    const catalogue = readFileSync(join(root.path, "policies/catalogue.ts"), "utf8");
    assert.match(catalogue, /^import \{ noBackDoor \} from "\.\/rules\/no-back-door";$/m);
    assert.match(catalogue, /^ {2}noBackDoor,\n\];/m);
  });

  it("doesn't write over one that is there", () => {
    newRule("no-back-door", root.path);
    assert.throws(() => newRule("no-back-door", root.path), /`no-back-door` already exists/);
  });

  for (const id of ["", "No Back Door", "../door"])
    it(`isn't called \`${id}\``, () => assert.throws(() => newRule(id, root.path), /is not a valid id/));
});
