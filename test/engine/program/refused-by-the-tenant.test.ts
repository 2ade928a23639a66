import assert from "node:assert/strict";
import { ProjectUnderTest } from "../session/project-under-test";

describe("what the tenant refuses", () => {
  let project = new ProjectUnderTest();

  afterEach(async () => {
    await project.close();
    project = new ProjectUnderTest();
  });

  it("an enforced policy under security defaults: it says what must be off, and report-only is possible meanwhile", async () => {
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

  it("a look-up without the role for it: the role is named, and nothing is enforced", async () => {
    await project.open(["Policy.Read.All", "Policy.ReadWrite.ConditionalAccess", "Application.Read.All"]);
    const said = await project.refuse("up", "--yes");
    assert.match(said, /config\/dev\.yaml:4:11 error\[account-unreadable\]/);
    assert.match(said, /Microsoft Graph application role User\.Read\.All, with admin consent/);
    assert.deepEqual(project.changes(), []);
  });

  it("a policy without the role for it: the refusal reaches whoever deploys", async () => {
    await project.open(["Policy.Read.All", "User.Read.All", "Application.Read.All"]);
    const said = await project.refuse("up", "--yes", "--skip-preview");
    assert.match(said, /403|Authorization_RequestDenied/);
    assert.deepEqual(await project.madePolicies(), []);
  });
});
