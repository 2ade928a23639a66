import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fits, misfits } from "../../scripts/checks/licences";
import { isOver, measure, PARTS, type Part, sizeTable } from "../../scripts/checks/size";
import { isTypeOnly } from "../../scripts/checks/type-only-files";
import { temporaryFolder } from "../temporary-folder";

describe("the size of the repository", () => {
  const root = temporaryFolder();
  const measured = (part: Partial<Part>) =>
    measure(root.path, [{ name: "src/law", folders: ["src/law"], of: "code", budget: 9, ...part }])[0] ?? assert.fail();

  beforeEach(() => {
    root.write("src/law/a.ts", "1\n2\n");
    root.write("src/law/deep/b.js", "3\n");
    root.write("src/law/deep/node_modules/c.js", "4\n");
    root.write("src/law/d.json", "5\n6\n7\n8\n");
  });

  it("counts lines of code, of data or of both, without installed packages, and counts none in a missing folder", () => {
    const parts: readonly Partial<Part>[] = [{}, { of: "data" }, { of: "all" }, { folders: ["src/words"] }];
    assert.equal(parts.map((part) => measured(part).lines).join(), "3,4,7,0");
  });

  for (const [limits, over, says] of [
    [{ budget: 3 }, false, /3 +3$/],
    [{ budget: 2 }, true, /OVER: at most 2/],
    [{ budget: 2, ceiling: 3 }, false, /over its budget; at most 3 for now/],
    [{ budget: 1, ceiling: 2 }, true, /OVER: at most 2/],
    [{ budget: 5, ceiling: 9 }, false, /take its ceiling away/],
  ] as const)
    it(`is ${over ? "too much" : "not too much"} at three lines with ${JSON.stringify(limits)}`, () => {
      assert.equal(isOver(measured(limits)), over);
      assert.match(sizeTable([measured(limits)]), says);
    });

  it("has a ceiling only above a budget", () => {
    for (const { name, budget, ceiling } of PARTS) assert.ok(ceiling === undefined || ceiling > budget, name);
  });
});

describe("the licences of the packages", () => {
  for (const licence of ["MIT", "MIT OR Apache-2.0", "(BSD-3-Clause AND Apache-2.0)", "GPL-3.0-only OR MIT"])
    it(`are compatible: ${licence}`, () => assert.ok(fits(licence)));

  const others = ["GPL-3.0-only", "MIT AND AGPL-3.0-only", "UNLICENSED", "", "SEE LICENSE IN LICENSE", "((MIT))"];
  for (const licence of others) it(`aren't compatible: ${licence || "empty"}`, () => assert.ok(!fits(licence)));

  it("are listed by package if they aren't compatible or aren't known", () => {
    assert.deepEqual(
      misfits({
        "": { license: "Apache-2.0" },
        "node_modules/good": { version: "1.0.0", license: "MIT" },
        "node_modules/good/node_modules/@a/bad": { version: "2.0.0", license: "AGPL-3.0-only" },
        "node_modules/checker": { version: "1.0.0", license: "MPL-2.0", dev: true },
        "node_modules/handed-on": { version: "1.0.0", license: "MPL-2.0" },
        "node_modules/silent": { version: "3.0.0" },
        "node_modules/@logdna/tail-file": { version: "4.0.0", license: "SEE LICENSE IN LICENSE" },
      }),
      ["@a/bad 2.0.0: AGPL-3.0-only", "handed-on 1.0.0: MPL-2.0", "silent 3.0.0: its package.json names no licence"],
    );
  });
});

describe("a file that coverage doesn't count", () => {
  it("has only types, and imports for them, and no code that runs or that another file loads", () => {
    const pair = '/** A pair. */\nexport interface Pair { readonly of: Id }\nimport type { Id } from "./id";';
    for (const text of [pair, 'export type { Id } from "./id";']) assert.ok(isTypeOnly(text), text);
    for (const text of ["export const ONE: number = 1;", 'export { one } from "./one";', 'import "./at-once";'])
      assert.ok(!isTypeOnly(text), text);
  });
});

const ROOT = join(__dirname, "../..");
const pages = [".", "docs", "docs/rules"].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)));

/** Paths of the repository in code spans, without patterns such as `<id>.ts`. */
const pathsIn = (text: string): readonly string[] =>
  [...text.matchAll(/`((?:src|policies|test|scripts|bench|sandbox)\/[\w./-]*)`/g)].map(([, path = ""]) => path);

const linksIn = (text: string): readonly (readonly [file: string, heading: string | undefined])[] =>
  [...text.matchAll(/\]\(([^)#:]*)(?:#([^)]*))?\)/g)].map(([, file = "", heading]) => [file, heading]);

/** The headings of a page as links name them. */
const headingsOf = (page: string): readonly string[] =>
  [...readFileSync(page, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

describe("the pages", () => {
  for (const page of pages)
    it(`name files and headings that exist: ${page}`, () => {
      const text = readFileSync(join(ROOT, page), "utf8");
      for (const path of pathsIn(text)) assert.ok(existsSync(join(ROOT, path)), path);
      for (const [file, heading] of linksIn(text)) {
        const linked = file === "" ? join(ROOT, page) : join(ROOT, dirname(page), file);
        assert.ok(existsSync(linked), file);
        if (heading !== undefined) assert.ok(headingsOf(linked).includes(heading), `${file}#${heading}`);
      }
    });

  // In a folder without the package, npx asks the public registry for the name and runs what it finds there.
  it("let npx run only installed packages and files", () => {
    const bare = [...pages, ...["ci", ".github", "scripts", "src"].flatMap(filesUnder)].flatMap((file) =>
      [...readFileSync(join(ROOT, file), "utf8").matchAll(/\bnpx (?!--no-install |--package \.\/).*/g)].map(
        ([command]) => `${file}: ${command}`,
      ),
    );
    assert.deepEqual(bare, []);
  });
});
