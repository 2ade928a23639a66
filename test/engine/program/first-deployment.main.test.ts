import assert from "node:assert/strict";
import { FIRST, SECOND } from "../session/program";
import { ProjectUnderTest } from "../session/project-under-test";

const AZURE_MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

describe("the program under the real engine", () => {
  let project: ProjectUnderTest;

  before(async () => {
    project = await ProjectUnderTest.open();
  });

  after(() => project.close());

  it("creates the one policy that the dev stack asks for", async () => {
    await project.succeed("up", "--yes");
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

  it("tells what a person wants to know afterwards", async () => {
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
    await project.succeed("up", "--yes", "--expect-no-changes");
    assert.deepEqual(project.changes(since), []);
    assert.deepEqual(await project.madePolicy(), before);
  });

  it("finds with a bare preview what somebody changed, and a bare up puts it right", async () => {
    const { id } = await project.madePolicy();
    await project.directory.patch("policies", id, { state: "disabled" });
    const preview = await project.succeed("preview", "--diff");
    assert.match(preview, /state\s*: "disabled" => "enabled"/);
    await project.succeed("up", "--yes");
    assert.equal((await project.madePolicy()).state, "enabled");
  });

  it("makes the policy again that somebody deleted", async () => {
    const { id } = await project.madePolicy();
    await project.directory.remove("policies", id);
    assert.deepEqual(await project.madePolicies(), []);
    await project.succeed("up", "--yes", "--skip-preview");
    const again = await project.madePolicy();
    assert.notEqual(again.id, id);
    assert.equal(again.state, "enabled");
  });

  it("refuses to destroy the policy, which is protected", async () => {
    const said = await project.refuse("destroy", "--yes");
    assert.match(said, /protect/);
    assert.equal((await project.madePolicy()).state, "enabled");
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
