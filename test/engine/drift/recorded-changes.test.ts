import assert from "node:assert/strict";
import { RECORDED_CHANGES } from "../../drift/recorded-changes";
import { drift as recorded } from "../../sandbox/provider/recordings";
import { type GraphPolicy, signedIn } from "../session/graph";
import { DriftingProject, repairsIn } from "./drifting-project";

/** Leaves nothing of the grant controls to change otherwise. */
const ALONE = "grant_null";

/** The changes that one PATCH was recorded to put right. */
const REPAIRED = recorded.rows
  .filter(({ preview, left }) => preview.includes("update") && left.length === 0)
  .map(({ change }) => change)
  .filter((name) => RECORDED_CHANGES[name]?.drift.length !== 0);

describe("the changes that the official plugin was recorded with, under the real engine", () => {
  let stack: DriftingProject;
  let policy: GraphPolicy;

  before(async () => {
    stack = await DriftingProject.deploy();
    policy = await stack.project.madePolicy();
  });

  after(() => stack.close());

  /** Makes the changes, each on top of the former ones, and gives the fields that are drift then. */
  async function change(...names: readonly string[]): Promise<readonly string[]> {
    await stack.restore(policy);
    const made = names.map((name) => RECORDED_CHANGES[name]);
    for (const one of made) await stack.change(one?.changes ?? {});
    return [...new Set(made.flatMap((one) => one?.drift ?? []))].sort();
  }

  for (const [what, names] of [
    ["whatever an update was seen to put right", REPAIRED.filter((name) => name !== ALONE)],
    ["a policy without grant controls", [ALONE]],
  ] as const)
    it(`${what} is shown by the preview in each of its fields, and put right by one pulumi up`, async () => {
      const fields = await change(...names);
      assert.deepEqual(
        repairsIn(await stack.report(1)),
        Object.fromEntries(fields.map((field) => [field, "repaired"])),
      );
      await stack.project.succeed("up", "--yes");
      await stack.report(0);
    });

  it("what the plugin doesn't see, or its PATCH leaves out, stays after pulumi up as far as this Graph merges", async () => {
    const blind = ["insider_risk", "times", "agent_risk", "auth_context", "app_filter"];
    await change(...blind, "client_applications", "grant_strength");
    await stack.project.succeed("up", "--yes");
    assert.deepEqual(repairsIn(await stack.report(1)), {
      "conditions.agentIdRiskLevels": "notSeen",
      "conditions.applications.applicationFilter": "notSeen",
      "conditions.applications.includeAuthenticationContextClassReferences": "notSeen",
      "conditions.clientApplications": "leftToGraph",
      "conditions.insiderRiskLevels": "notSeen",
      "conditions.times": "notSeen",
      "grantControls.authenticationStrength": "leftToGraph",
    });
  });

  it("what pulumi up leaves is put right by the request that the report prints, conditions that nobody knows too", async () => {
    await change("insider_risk", "times", "agent_risk", "auth_context", "app_filter", "client_applications");
    await stack.change({ conditions: { moonPhase: { include: ["full"] } } });
    const { method, path, body } = (await stack.report(1)).policies[0]?.request ?? assert.fail("no request");
    const { status, text } = await (await signedIn(stack.project.tenant))(method, path, body);
    assert.equal(status, 204, text);
    await stack.report(0);
  });

  it("what makes no difference is no drift, though the preview shows it", async () => {
    await change("platforms_explicit_all", "locations_explicit_all", "grant_and", "order");
    const report = await stack.report(0);
    assert.deepEqual(
      report.policies[0]?.notDrift.map(({ field }) => field),
      ["conditions.locations", "conditions.platforms", "conditions.users.excludeUsers", "grantControls.operator"],
    );
  });
});
