import assert from "node:assert/strict";
import { openDirectory } from "../../../sandbox/tenant";
import { Runner } from "./runner";
import { runWorkflow } from "./workflow-run";

const CONTEXTS = {
  "vars.PULUMI_ORGANIZATION": "organization",
  "vars.AZURE_TENANT_ID": "0a0a0a0a-0000-4000-8000-000000000001",
  "vars.AZURE_READER_CLIENT_ID": "reader",
  "vars.AZURE_DEPLOYER_CLIENT_ID": "deployer",
  "github.token": "a token of the job",
  "github.repository": "contoso/azure-management-mfa",
  "github.server_url": "https://github.com",
  "github.run_id": "7",
  "github.event.pull_request.number": "42",
  "github.event.pull_request.base.sha": "main",
};

describe("the workflows for GitHub Actions, on a tenant and an engine", () => {
  let runner: Runner;
  const run = (name: string) => runWorkflow(`ci/github/${name}.yml`, runner, CONTEXTS);

  before(async () => {
    runner = await Runner.start();
  });

  after(() => runner.close());

  it("deploy merged changes, and read them back", async () => {
    const deployed = await run("deploy");
    assert.ok(deployed.succeeded, deployed.said);
    assert.equal((await runner.project.madePolicy()).state, "enabled");
  });

  it("accept a pull request that opens no hole, and say so in one comment", async () => {
    const judged = await run("pull-request");
    assert.ok(judged.succeeded, judged.said);
    assert.match(
      runner.asked().join(),
      /gh api --silent repos\/contoso\/azure-management-mfa\/issues\/42\/comments -F/,
    );
    assert.match(runner.made("comment.md"), /^<!-- azmfa diff -->\n.*nobody/i);
  });

  it("stop one that opens a hole, and name the people who would get in in the same comment, and the place in code scanning", async () => {
    runner.answer("issues/42/comments --jq", "7\n");
    runner.edit("index.ts", 'clientAppTypes: ["all"]', 'clientAppTypes: ["browser"]');
    const judged = await run("pull-request");
    runner.edit("index.ts", 'clientAppTypes: ["browser"]', 'clientAppTypes: ["all"]');
    assert.equal(judged.succeeded, false);
    assert.match(judged.said, /== Preview with the pack of the base branch\n[\s\S]*no-mfa-bypass/);
    assert.match(runner.asked().join(), /gh api --silent -X PATCH repos\/contoso\/\S+\/issues\/comments\/7 -F/);
    assert.match(runner.made("comment.md"), /any client but a browser/);
    const { runs } = JSON.parse(runner.read("findings.sarif"));
    const rules = runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId);
    assert.deepEqual(rules, ["no-mfa-bypass"]);
  });

  it("open one issue on drift, update it, and close it when the drift is gone", async () => {
    const { id } = await runner.project.madePolicy();
    const tenant = openDirectory(runner.project.tenant);
    await tenant.patch("policies", id, { state: "disabled" });
    assert.equal((await run("drift")).succeeded, false);
    assert.match(runner.made("issue.md"), /^ {4}\S[\s\S]*disabled/);
    assert.match(
      runner.asked().join(),
      /gh issue create --label drift --title Drift: the tenant isn't what the code says/,
    );
    runner.answer("gh issue list", "7\n");
    await run("drift");
    assert.match(runner.asked().join("\n"), /gh issue edit 7 --title/);
    await tenant.patch("policies", id, { state: "enabled" });
    const last = await run("drift");
    assert.ok(last.succeeded, last.said);
    assert.match(runner.asked().join("\n"), /gh issue close 7 --comment No drift any more/);
  });
});
