import assert from "node:assert/strict";
import { FIRST, SECOND } from "../../cli/a-tenant";
import { repairsIn } from "../session/drift-report";
import { projectUnderTest } from "../session/project-under-test";

const AZURE_MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const ENGINEER = "aaaaaaaa-0000-4000-8000-000000000003";

describe("the program under the real engine", () => {
  const project = projectUnderTest();

  it("creates the one policy of the dev stack", async () => {
    await project.succeed("up", "--yes", "--skip-preview");
    const { displayName, state, conditions, grantControls, sessionControls } = await project.madePolicy();
    assert.equal(displayName, "Require MFA for Azure management");
    assert.equal(state, "enabled");
    assert.deepEqual(setParts(conditions), {
      clientAppTypes: ["all"],
      applications: { includeApplications: [AZURE_MANAGEMENT] },
      users: { includeUsers: ["All"], excludeUsers: [FIRST, SECOND] },
    });
    assert.deepEqual(setParts(grantControls), { operator: "OR", builtInControls: ["mfa"] });
    assert.equal(sessionControls, null);
  });

  it("prints the facts about the deployment that a person needs", async () => {
    const { id } = await project.madePolicy();
    const outputs = JSON.parse(await project.succeed("stack", "output", "--json"));
    assert.deepEqual(outputs, {
      policyId: id,
      enforcement: "enforced",
      exclusions: { "break-glass": 2, "service-account": 0, exception: 0 },
      nextReview: "2027-01-31",
      portalLink: `https://entra.microsoft.com/${project.tenant.tenantId}/#view/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${id}`,
    });
  });

  it("changes nothing the second time", async () => {
    const before = await project.madePolicy();
    const since = project.exchanges.length;
    await project.succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
    assert.deepEqual(project.changes(since), []);
    assert.deepEqual(await project.madePolicy(), before);
  });

  it("has not drifted after a deployment", async () => {
    const { status, stdout } = await project.drift();
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^NO DRIFT {2}stack dev\n {2}The tenant matches the code\.\n/);
  });

  it("has drifted when someone changes the policy: the check names the people who get in, and pulumi up undoes it", async () => {
    const policy = await project.madePolicy();
    await project.change({ state: "disabled", conditions: { users: { excludeUsers: [FIRST, SECOND, ENGINEER] } } });
    const report = await project.driftReport(1);
    assert.deepEqual(repairsIn(report), { state: "pulumiUp", "conditions.users.excludeUsers": "pulumiUp" });
    assert.deepEqual([report.meaning?.verdict, report.meaning?.asCoded], ["bypass", "proved"]);
    assert.ok(report.meaning?.uncovered.users.includes(ENGINEER));
    await project.succeed("up", "--yes", "--skip-preview");
    const { state, conditions } = await project.madePolicy();
    assert.deepEqual([state, conditions], [policy.state, policy.conditions]);
  });
});

/** The parts of a policy that are set: Graph answers with every field, most of them empty. */
function setParts(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const parts = Object.entries(value)
    .filter(([name]) => !name.includes("@odata"))
    .map(([name, part]): [string, unknown] => [name, setParts(part)])
    .filter(([, part]) => !isEmpty(part));
  return Object.fromEntries(parts);
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "object" && Object.keys(value).length === 0);
