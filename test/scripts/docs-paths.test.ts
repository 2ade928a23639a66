import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const ROOT = join(__dirname, "../..");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  ...["docs", "docs/rules"].flatMap((folder) => pagesIn(folder)),
];

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);
}

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

  // In a folder without the package npm asks the public registry for the name, and runs what somebody put there.
  it("let npx run nothing but what is installed, or is a file", () => {
    const bare = [...pages, ...["ci", ".github", "scripts", "src"].flatMap(filesUnder)].flatMap((file) =>
      [...readFileSync(join(ROOT, file), "utf8").matchAll(/\bnpx (?!--no-install |--package \.\/).*/g)].map(
        ([command]) => `${file}: ${command}`,
      ),
    );
    assert.deepEqual(bare, []);
  });
});
