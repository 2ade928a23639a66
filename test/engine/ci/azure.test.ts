import assert from "node:assert/strict";
import { openDirectory } from "../../../sandbox/tenant";
import { runPipeline } from "./azure-pipeline-run";
import { Runner } from "./runner";

const VARIABLES = {
  PULUMI_ORGANIZATION: "organization",
  SYSTEM_COLLECTIONURI: "https://dev.azure.com/contoso/",
  SYSTEM_TEAMPROJECT: "identity",
  SYSTEM_TEAMPROJECTID: "identity-id",
  SYSTEM_PULLREQUEST_TARGETBRANCHNAME: "main",
  SYSTEM_PULLREQUEST_PULLREQUESTID: "42",
  BUILD_REPOSITORY_ID: "repository-id",
  SYSTEM_ACCESSTOKEN: "a token of the job",
};

describe("the pipelines for Azure Pipelines, on a tenant and an engine", () => {
  let runner: Runner;
  const run = (name: string) => runPipeline(`ci/azure-pipelines/${name}.yml`, runner, VARIABLES);

  before(async () => {
    runner = await Runner.start();
  });

  after(() => runner.close());

  it("deploy merged changes, and read them back", async () => {
    const { succeeded, said } = await run("deploy");
    assert.ok(succeeded, said);
    assert.equal((await runner.project.madePolicy()).state, "enabled");
  });

  it("deploy nothing that the pack rejects, and stop", async () => {
    runner.edit("index.ts", 'clientAppTypes: ["all"]', 'clientAppTypes: ["browser"]');
    const { succeeded, said } = await run("deploy");
    runner.edit("index.ts", 'clientAppTypes: ["browser"]', 'clientAppTypes: ["all"]');
    assert.equal(succeeded, false);
    assert.match(said, /\[mandatory\].* no-mfa-bypass/);
    assert.doesNotMatch(said, /drift:/);
    assert.deepEqual((await runner.project.madePolicy()).conditions.clientAppTypes, ["all"]);
  });

  it("stop a pull request that opens a hole, and name the people who would get in in one comment, and the place for code scanning", async () => {
    await runner.branchOff();
    const thread = { id: 7, comments: [{ content: "<!-- azmfa diff --> before" }] };
    runner.answer("/threads?", JSON.stringify({ value: [thread] }));
    runner.edit("index.ts", 'clientAppTypes: ["all"]', 'clientAppTypes: ["browser"]');
    const { succeeded, said } = await run("pull-request");
    runner.edit("index.ts", 'clientAppTypes: ["browser"]', 'clientAppTypes: ["all"]');
    assert.equal(succeeded, false);
    assert.match(runner.made("diff.md"), /any client but a browser/, said);
    const [asked = ""] = runner.asked().filter((command) => command.includes("PATCH"));
    assert.match(asked, /"content": "<!-- azmfa diff -->\\n.*pullRequests\/42\/threads\/7\/comments\/1/);
    const { runs } = JSON.parse(runner.made("findings/azure-management-mfa.sarif"));
    const rules = runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId);
    assert.deepEqual(rules, ["no-mfa-bypass"]);
  });

  it("open one work item on drift, with its text escaped, and close it when the drift is gone", async () => {
    const { id, displayName } = await runner.project.madePolicy();
    const tenant = openDirectory(runner.project.tenant);
    await tenant.patch("policies", id, { state: "disabled", displayName: "<b>not</b> a tag" });
    assert.equal((await run("drift")).succeeded, false);
    const [asked = ""] = runner.asked().filter((command) => command.includes("work-item create"));
    assert.match(asked, /--title Drift: the tenant isn't what the code says .*&lt;b&gt;not&lt;\/b&gt; a tag/);
    await tenant.patch("policies", id, { state: "enabled", displayName });
    runner.answer("az boards query", "7\n");
    const last = await run("drift");
    assert.ok(last.succeeded, last.said);
    assert.match(runner.asked().join("\n"), /az boards work-item update --id 7 --state Done/);
  });
});
