import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { entry, FIRST, register } from "../session/program";
import { ProjectUnderTest } from "../session/project-under-test";

const FILE = "config/dev.yaml";

/** Wrong in several ways; what each way is called is the reader's own test. */
const MANY = `exclusions:
  - user: bob@contoso.example
    kind: breakglass
    reason:
    reviewBy: 2027-02-30
  - user: {${FIRST}}
version: 1
`;

const FOUND_IN_MANY = [
  "2:11 error[not-an-object-id]",
  "3:11 error[unknown-kind]",
  "4:5 error[empty-field]",
  "5:15 error[not-a-date]",
  "6:11 error[wrong-type]",
  "7:1 error[unknown-key]",
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
    assert.match(first, /2 \|\s+- user: bob@contoso\.example\n.*\^{19}.*\n\s+help: copy the object id from Entra/);
  });

  it("is refused at its place when it isn't YAML, and named when it isn't there", async () => {
    project.write(FILE, "exclusions: [\n");
    assert.match(await project.refuse("preview"), /config\/dev\.yaml:1:13 error\[bad-yaml\][\s\S]*help: /);
    rmSync(join(project.folder, FILE));
    assert.match(await project.refuse("preview"), /config\/dev\.yaml:1:1 error\[missing-file\]/);
  });

  it("reaches no terminal unescaped", async () => {
    project.write(FILE, register(entry('user: "\\e[31mred"')));
    const said = await project.refuse("preview");
    assert.ok(!said.includes("\u001b[31mred"), JSON.stringify(said));
    assert.match(said, /2:11 error\[not-an-object-id\]/);
  });
});
