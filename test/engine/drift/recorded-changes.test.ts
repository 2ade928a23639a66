import assert from "node:assert/strict";
import { RECORDED_CHANGES } from "../../drift/recorded-changes";
import { drift as recorded } from "../../sandbox/provider/recordings";
import { repairsIn } from "../session/drift-report";
import { type GraphPolicy, signedIn } from "../session/graph";
import { projectUnderTest } from "../session/project-under-test";

/** The changes that one PATCH was recorded to put right. */
const REPAIRED = recorded.rows
  .filter(({ preview, left }) => preview.includes("update") && left.length === 0)
  .map(({ change }) => change)
  .filter((name) => RECORDED_CHANGES[name]?.drift.length !== 0);

describe("the recorded changes of the official plugin under the real engine", () => {
  const project = projectUnderTest();
  let policy: GraphPolicy;

  before(async () => {
    await project.succeed("up", "--yes");
    policy = await project.madePolicy();
  });

  /** Makes the changes, each on top of the former ones, and gives the fields that are drift then. */
  async function change(...names: readonly string[]): Promise<readonly string[]> {
    await project.directory.put("policies", policy.id, JSON.parse(JSON.stringify(policy)));
    const made = names.map((name) => RECORDED_CHANGES[name]);
    for (const one of made) await project.change(one?.changes ?? {});
    return [...new Set(made.flatMap((one) => one?.drift ?? []))].sort();
  }

  // Without grant controls nothing of them is left to change otherwise.
  for (const [what, names] of [
    ["whatever an update was seen to put right", REPAIRED.filter((name) => name !== "grant_null")],
    ["a policy without grant controls", ["grant_null"]],
  ] as const)
    it(`${what} is shown by the preview in each of its fields, and undone by one pulumi up`, async () => {
      const fields = await change(...names);
      const repaired = Object.fromEntries(fields.map((field) => [field, "pulumiUp"]));
      assert.deepEqual(repairsIn(await project.driftReport(1)), repaired);
      await project.succeed("up", "--yes");
      await project.driftReport(0);
    });

  it("a change that the plugin doesn't see or leaves out of its PATCH stays after pulumi up, and the printed request undoes it", async () => {
    const blind = ["insider_risk", "times", "agent_risk", "auth_context", "app_filter"];
    await change(...blind, "client_applications", "grant_strength");
    await project.change({ conditions: { moonPhase: { include: ["full"] } } });
    await project.succeed("up", "--yes");
    const report = await project.driftReport(1);
    assert.deepEqual(repairsIn(report), {
      "conditions.agentIdRiskLevels": "request",
      "conditions.applications.applicationFilter": "request",
      "conditions.applications.includeAuthenticationContextClassReferences": "request",
      "conditions.clientApplications": "request",
      "conditions.insiderRiskLevels": "request",
      "conditions.moonPhase": "request",
      "conditions.times": "request",
      "grantControls.authenticationStrength": "request",
    });
    assert.equal(report.meaning?.verdict, "bypass");
    const { method, path, body } = report.changes[0]?.request ?? assert.fail("no request");
    const { status, text } = await (await signedIn(project.tenant))(method, path, body);
    assert.equal(status, 204, text);
    await project.driftReport(0);
  });

  it("a change without an effect isn't drift, although the preview shows it", async () => {
    await change("platforms_explicit_all", "locations_explicit_all", "grant_and", "order");
    const report = await project.driftReport(0);
    const notDrift = ["conditions.locations", "conditions.platforms", "conditions.users.excludeUsers"];
    assert.deepEqual(report.policies[0]?.notDrift, [...notDrift, "grantControls.operator"]);
  });
});
