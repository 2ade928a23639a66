import assert from "node:assert/strict";
import { aPolicy, FIRST, SECOND } from "../../cli/a-tenant";
import { POLICIES, signedIn } from "../session/graph";
import { npm } from "../session/npm-run";
import { projectUnderTest } from "../session/project-under-test";

const TYPE = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy";
const NAME = "azure-management-mfa";

/** The program's policy, created by hand in the portal. */
const BY_HAND = aPolicy({ users: { excludeUsers: [FIRST, SECOND] } });

describe("a policy that was created by hand", () => {
  const project = projectUnderTest();
  let id: string;

  before(async () => {
    const call = await signedIn(project.tenant);
    const { status, body } = await call("POST", `/v1.0${POLICIES}`, BY_HAND);
    assert.equal(status, 201);
    id = body.id;
  });

  it("is imported and protected, and stays as it is", async () => {
    const before = await project.madePolicy();
    const since = project.exchanges.length;
    const command = ["import", TYPE, NAME, `${POLICIES}/${id}`, "--yes"];
    const run = npm(project.folder, ["run", "--silent", "sandbox", "--", ...command]);
    const { status, stdout, stderr } = await run.outcome;
    assert.equal(status, 0, stdout + stderr);
    const { deployment } = JSON.parse((await project.pulumi("stack", "export")).stdout);
    const imported = deployment.resources.find(({ type }: { type: string }) => type === TYPE);
    assert.equal(imported.id, `${POLICIES}/${id}`);
    assert.equal(imported.protect, true);
    assert.deepEqual(project.changes(since), []);
    assert.deepEqual(await project.madePolicy(), before);
  });

  it("belongs to the program after that: no change, no second policy, and it follows the code", async () => {
    await project.succeed("preview", "--expect-no-changes");
    project.configure({ enforcement: "report-only" });
    await project.succeed("up", "--yes", "--skip-preview");
    const { id: same, state } = await project.madePolicy();
    assert.deepEqual([same, state], [id, "enabledForReportingButNotEnforced"]);
  });

  it("can't be imported under an id that the tenant doesn't have", async () => {
    const nobodys = `${POLICIES}/99999999-0000-4000-8000-000000000000`;
    const said = await project.refuse("import", TYPE, "other", nobodys, "--yes", "--generate-code=false");
    assert.match(said, /does not exist|not found/i);
  });
});
