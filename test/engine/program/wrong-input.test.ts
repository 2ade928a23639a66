import assert from "node:assert/strict";
import { FIRST } from "../../cli/a-tenant";
import { ProjectUnderTest, projectUnderTest } from "../session/project-under-test";

const FILE = "config/dev.yaml";

/** Wrong in several ways; what each way is called is the reader's own test. */
const WRONG_REGISTER = `exclusions:
  - user: "\\e[31mbob"
    kind: breakglass
    reason:
    reviewBy: 2027-02-30
  - user: {${FIRST}}
version: 1
`;

describe("settings and a register that can't be used", () => {
  const project = projectUnderTest();

  it("are refused with all errors at once, each with its place and advice, and change nothing", async () => {
    project.configure({ enforcement: "off", grant: "phishing-resistent", enforcment: "enforced" });
    project.write(FILE, WRONG_REGISTER);
    const said = await project.refuse("up", "--yes", "--skip-preview");
    for (const key of ["enforcement", "grant", "enforcment"].map((key) => `azure-management-mfa:${key}`))
      assert.match(said, new RegExp(`${key} error[\\s\\S]*?help: pulumi config (set|rm) ${key}\\b`));
    for (const found of ["2:11 error[wrong-value]", "5:15 error[wrong-value]", "7:1 error[unknown-key]"])
      assert.ok(said.includes(`${FILE}:${found}`), `${found} in\n${said}`);
    assert.match(said, /3 \|\s+kind: breakglass\n.*\^{10}.*\n\s+help: /);
    assert.ok(!said.includes("\u001b[31mbob"), "reaches no terminal unescaped");
    assert.deepEqual(project.changes(), []);
    assert.deepEqual(await project.madePolicies(), []);
  });
});

describe("a refusal of the tenant", () => {
  let project = new ProjectUnderTest();

  afterEach(async () => {
    await project.close();
    project = new ProjectUnderTest();
  });

  it("of an enforced policy under security defaults says what to turn off, and report-only still works", async () => {
    await project.open();
    await project.directory.setSecurityDefaults(true);
    assert.match(await project.refuse("up", "--yes"), /[Ss]ecurity [Dd]efaults is enabled.*must disable/);
    assert.deepEqual(await project.madePolicies(), []);
    project.configure({ enforcement: "report-only" });
    await project.succeed("up", "--yes");
    assert.equal((await project.madePolicy()).state, "enabledForReportingButNotEnforced");
    project.configure({ enforcement: "enforced" });
    assert.match(await project.refuse("up", "--yes"), /[Ss]ecurity [Dd]efaults is enabled/);
    assert.equal((await project.madePolicy()).state, "enabledForReportingButNotEnforced");
    await project.directory.setSecurityDefaults(false);
    await project.succeed("up", "--yes");
    assert.equal((await project.madePolicy()).state, "enabled");
  });

  it("of a look-up without the role names the role, and nothing is enforced", async () => {
    await project.open(["Policy.Read.All", "Policy.ReadWrite.ConditionalAccess", "Application.Read.All"]);
    const said = await project.refuse("up", "--yes");
    assert.match(said, /config\/dev\.yaml:4:11 error\[account-unreadable\]/);
    assert.match(said, /Microsoft Graph application role User\.Read\.All, with admin consent/);
    assert.deepEqual(project.changes(), []);
  });
});
