import assert from "node:assert/strict";
import { evaluationContext } from "../../../src/law/evaluate";
import type { JsonObject } from "../../../src/law/json/json-object";
import { otherAnswers } from "../../../src/replay/what-if/answers";
import { readTenant } from "../../../src/tenant/graph/tenant";
import { readWhatIfAnswer } from "../../../src/tenant/graph/what-if-answer";
import { prove } from "../../../src/verifier/prove";
import { aPolicy, aTenant, groupId, userId } from "../../cli/a-tenant";

const ID = "eeeeeeee-0000-4000-8000-000000000001";
const result = (policy: object, policyApplies: boolean): object => ({
  ...policy,
  policyApplies,
  analysisReasons: policyApplies ? "notSet" : "users",
});

/** What is otherwise about the first way in of a tenant, where the evaluation answers so. */
function others(tenant: object, ...answer: readonly object[]): readonly unknown[] {
  const read = readTenant(tenant);
  assert.ok(read.ok);
  const [wayIn] = prove(read.tenant).bypasses;
  const theirs = readWhatIfAnswer({ value: answer } as JsonObject);
  assert.ok(wayIn !== undefined && theirs !== undefined);
  return otherAnswers(wayIn.signIn, theirs.policies, evaluationContext(read.tenant)).map(
    ({ policy, ours, theirs: their, isKnownDefect }) => [policy.id, ours, their, isKnownDefect],
  );
}

describe("an answer of What If's about a way in", () => {
  const excluding = aPolicy({ users: { excludeUsers: [userId(1)] } });
  const confirmed = result(excluding, false);

  it("agrees where each policy is as in the file, and applies to the same", () =>
    assert.deepEqual(others(aTenant([excluding]), confirmed), []));

  it("disagrees where a policy that the file doesn't have shuts it, enforced, by MFA or a block", () => {
    const tenant = aTenant([excluding]);
    const asking = aPolicy({ id: "p-2" });
    assert.deepEqual(others(tenant, confirmed, result(asking, true)), [["p-2", "absent", "stops", false]]);
    const block = aPolicy({ id: "p-2", grantControls: { operator: "OR", builtInControls: ["block"] } });
    assert.deepEqual(others(tenant, confirmed, result(block, true)), [["p-2", "absent", "stops", false]]);
    for (const [policy, applies] of [
      [asking, false],
      [aPolicy({ id: "p-2", state: "enabledForReportingButNotEnforced" }), true],
      [aPolicy({ id: "p-2", grantControls: { operator: "OR", builtInControls: ["compliantDevice"] } }), true],
    ] as const)
      assert.deepEqual(others(tenant, confirmed, result(policy, applies)), []);
  });

  it("disagrees where a policy applies by both, and its grant or its state isn't the file's", () => {
    const either = aPolicy({ grantControls: { operator: "OR", builtInControls: ["mfa", "compliantDevice"] } });
    assert.deepEqual(others(aTenant([either]), result(aPolicy(), true)), [[ID, "letsThrough", "stops", false]]);
    const reportOnly = aPolicy({ state: "enabledForReportingButNotEnforced" });
    assert.deepEqual(others(aTenant([reportOnly]), result(aPolicy(), true)), [[ID, "letsThrough", "stops", false]]);
    assert.deepEqual(others(aTenant([either]), result(either, true)), []);
  });

  it("shows a known defect only where the policy names the same groups and roles", () => {
    const byGroup = aPolicy({ users: { excludeGroups: [groupId(1)] } });
    const tenant = aTenant([byGroup], { groups: [{ id: groupId(1), members: [{ id: userId(1) }] }] });
    assert.deepEqual(others(tenant, result(byGroup, true)), [[ID, "doesNotApply", "applies", true]]);
    assert.deepEqual(others(tenant, result(aPolicy(), true)), [[ID, "doesNotApply", "applies", false]]);
  });
});
