import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE } from "../../policies/catalogue";
import { KEYS } from "../../policies/settings/configuration";

const ROOT = join(__dirname, "..", "..");
const read = (...path: readonly string[]) => readFileSync(join(ROOT, ...path), "utf8");

/** Files in the rules' folder that are a rule: they export something with an id. */
const ruleFiles = readdirSync(join(ROOT, "policies", "rules"))
  .filter((file) => file.endsWith(".ts") && /: Rule = \{/.test(read("policies", "rules", file)))
  .map((file) => file.replace(/\.ts$/, ""));

describe("the catalogue", () => {
  it("has every rule, and every rule has a file of its name", () => {
    assert.deepEqual(CATALOGUE.map(({ id }) => id).sort(), ruleFiles.sort());
  });

  it("has no page and no test of a rule that isn't there", () => {
    const [pages, tests] = [join(ROOT, "docs", "rules"), join(__dirname, "rules")].map((folder) =>
      readdirSync(folder).flatMap((file) => /^(.*)(?:\.md|\.test\.ts)$/.exec(file)?.[1] ?? []),
    );
    assert.deepEqual([pages?.sort(), tests?.sort()], [ruleFiles, ruleFiles]);
  });

  for (const { id, title } of CATALOGUE) {
    it(`${id} has a page with all its parts, which explains each of its settings`, () => {
      const page = read("docs", "rules", `${id}.md`);
      assert.ok(page.startsWith(`# ${id}\n`));
      const parts = [...page.matchAll(/^## (.*)\n/gm)].map(([, heading]) => heading);
      assert.deepEqual(parts, ["What", "Why", "Rejected", "Accepted", "Configuration"]);
      for (const part of page.split(/^## .*\n/gm).slice(1)) assert.notEqual(part.trim(), "");
      for (const [name, { rule }] of Object.entries(KEYS)) if (rule === id) assert.match(page, new RegExp(name));
    });

    it(`${id} says what it is about`, () => assert.ok(title.length > 20));
  }

  it("has an owner for each setting", () => {
    const ids = CATALOGUE.map(({ id }) => id);
    for (const { rule } of Object.values(KEYS)) assert.ok(ids.includes(rule));
  });
});
