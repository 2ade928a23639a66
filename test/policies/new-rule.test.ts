import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newRule } from "../../scripts/pack/new-rule";

describe("a new rule", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "new-rule-"));
    mkdirSync(join(root, "policies"), { recursive: true });
    cpSync("policies/catalogue.ts", join(root, "policies/catalogue.ts"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("gets a file, a test, a page and its place in the catalogue", () => {
    assert.deepEqual(newRule("no-back-door", root), [
      "policies/rules/no-back-door.ts",
      "test/policies/rules/no-back-door.test.ts",
      "docs/rules/no-back-door.md",
      "policies/catalogue.ts",
    ]);
    assert.match(
      readFileSync(join(root, "policies/rules/no-back-door.ts"), "utf8"),
      /export const noBackDoor: Rule = \{\n {2}id: "no-back-door"/,
    );
    const catalogue = readFileSync(join(root, "policies/catalogue.ts"), "utf8");
    assert.match(catalogue, /^import \{ noBackDoor \} from "\.\/rules\/no-back-door";$/m);
    assert.match(catalogue, /^ {2}noBackDoor,\n\];/m);
  });

  it("doesn't write over one that is there", () => {
    newRule("no-back-door", root);
    assert.throws(() => newRule("no-back-door", root), /there is a rule `no-back-door` already/);
  });

  for (const id of ["", "No Back Door", "../door"])
    it(`isn't called \`${id}\``, () => assert.throws(() => newRule(id, root), /is no id/));
});
