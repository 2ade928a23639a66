import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { entry, FIRST, register, SECOND } from "../session/program";
import { ProjectUnderTest } from "../session/project-under-test";

const FILE = "config/dev.yaml";
const GROUP = "cccccccc-2222-4000-8000-000000000009";

/** Wrong in as many ways as one file can be, YAML itself apart. */
const MANY = `exclusions:
  - user: bob@contoso.example
    kind: breakglass
    reason:
    owner: 1
    approvedBy: a
    reviewBy: 2027-02-30
    extra: 1
  - user: All
  - user: none
  - group: GuestsOrExternalUsers
  - user: {${FIRST}}
  - foo
  - note: x
  - user: ${FIRST}
    group: ${GROUP}
    reviewBy: 31.1.2027
  - user: ${SECOND}
    members: []
  - user: ${SECOND.toUpperCase()}
  - group: ${GROUP}
    members: [${FIRST}, ${FIRST.toUpperCase()}]
version: 1
`;

const FOUND_IN_MANY = [
  "2:11 error[user-principal-name]",
  "3:11 error[unknown-kind]",
  "4:5 error[empty-field]",
  "5:12 error[wrong-type]",
  "7:15 error[impossible-date]",
  "8:5 error[unknown-key]",
  "9:11 error[reserved-word]",
  "9:5 error[missing-field]",
  "10:11 error[reserved-word]",
  "11:12 error[reserved-word]",
  "12:11 error[wrong-type]",
  "13:5 error[not-an-entry]",
  "14:5 error[no-principal]",
  "16:5 error[user-and-group]",
  "17:15 error[not-a-date]",
  "19:5 error[members-of-a-user]",
  "20:11 error[duplicate-principal]",
  "22:53 error[duplicate-member]",
  "23:1 error[unknown-key]",
];

const bomb = (levels: number): string =>
  Array.from({ length: levels }, (_, at) =>
    at === 0
      ? "a0: &a0 [x, x]"
      : `a${at}: &a${at} [${Array(9)
          .fill(`*a${at - 1}`)
          .join(", ")}]`,
  ).join("\n");

/** What can be wrong with a file before there are entries in it, or what could do harm on the way. */
const ALONE: readonly { readonly name: string; readonly content: string | Uint8Array; readonly found: string }[] = [
  { name: "an empty file", content: "", found: "1:1 error[empty-file]" },
  {
    name: "a file that isn't UTF-8",
    content: Buffer.from("exclusions: [] # M\xfcller", "latin1"),
    found: "1:19 error[not-utf8]",
  },
  { name: "a file of more than a megabyte", content: "#".repeat(1_000_001), found: "1:1 error[too-large]" },
  { name: "an escape character", content: "exclusions: [] # \u001b[31m", found: "1:18 error[control-character]" },
  { name: "an alias bomb", content: `${bomb(12)}\nexclusions: *a11\n`, found: "1:5 error[anchor]" },
  { name: "broken YAML", content: "exclusions: [\n", found: "1:13 error[bad-yaml]" },
];

describe("a wrong exclusions register", () => {
  let project: ProjectUnderTest;

  before(async () => {
    project = await ProjectUnderTest.open();
  });

  after(() => project.close());

  afterEach("nothing was changed", async () => {
    assert.deepEqual(project.changes(), []);
    assert.deepEqual(await project.madePolicies(), []);
  });

  it("is refused with all of its errors at once, each with line, column, caret and advice", async () => {
    project.write(FILE, MANY);
    const said = await project.refuse("up", "--yes", "--skip-preview");
    for (const found of FOUND_IN_MANY) assert.ok(said.includes(`${FILE}:${found}`), `${found} in\n${said}`);
    const first = said.slice(said.indexOf(`${FILE}:2:11`)).split("\n\n")[0] ?? "";
    assert.match(first, /2 \|\s+- user: bob@contoso\.example\n.*\^{19}.*\n\s+help: use the object id/);
  });

  for (const { name, content, found } of ALONE) {
    it(`${name} is refused at its place`, async () => {
      project.write(FILE, content);
      const said = await project.refuse("preview");
      assert.ok(said.includes(`${FILE}:${found}`), said);
      assert.match(said, /help: /);
    });
  }

  it("a missing one is refused, and named", async () => {
    rmSync(join(project.folder, FILE));
    assert.match(await project.refuse("preview"), /config\/dev\.yaml:1:1 error\[missing-file\]/);
  });

  it("its contents reach no terminal unescaped", async () => {
    project.write(FILE, register(entry('user: "\\e[31mred"')));
    const said = await project.refuse("preview");
    assert.ok(!said.includes("\u001b[31mred"), JSON.stringify(said));
    assert.match(said, /2:11 error\[not-an-object-id\]/);
  });
});
