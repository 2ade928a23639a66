import assert from "node:assert/strict";
import type { JsonObject } from "../../src/law/json/json-object";
import { WhatIf } from "../../src/replay/what-if";
import { readWhatIfAnswer } from "../../src/tenant/graph/what-if-answer";
import { prove } from "../../src/verifier/prove";
import { aPolicy, aTenant, groupId, userId } from "../cli/a-tenant";
import { read } from "../verifier/generated/read";

const ID = "eeeeeeee-0000-4000-8000-000000000001";
const result = (policy: object, policyApplies: boolean): object => ({
  ...policy,
  policyApplies,
  analysisReasons: policyApplies ? "notSet" : "users",
});

/** The differences about the first way in of a tenant, if the evaluation answers so. */
const differences = (tenant: object, ...answer: readonly object[]): readonly unknown[] =>
  answered(tenant, ...answer).differences.all.map(({ finding: one }) => [one.policy, one.ours, one.theirs, one.kind]);

function answered(json: object, ...answer: readonly object[]): WhatIf {
  const tenant = read(json);
  const [wayIn] = prove(tenant).bypasses;
  const theirs = readWhatIfAnswer({ value: answer } as JsonObject);
  assert.ok(wayIn !== undefined && theirs !== undefined);
  const whatIf = new WhatIf(tenant);
  whatIf.take({ name: "way in 1", isWayIn: true, signIn: wayIn.signIn }, theirs.decisions);
  return whatIf;
}

const STOPS = "applies and stops sign-ins without MFA";
const LETS_THROUGH = "applies and lets sign-ins through without MFA";
const BY_GROUP = "doesn't apply, because of the user";

describe("an answer of What If about a way in", () => {
  const excluding = aPolicy({ users: { excludeUsers: [userId(1)] } });
  const confirmed = result(excluding, false);

  it("agrees if each policy is as in the file, and applies to the same sign-ins", () =>
    assert.deepEqual(differences(aTenant([excluding]), confirmed), []));

  it("disagrees if a policy that the file doesn't have closes it: enforced, with MFA or a block", () => {
    const tenant = aTenant([excluding]);
    const asking = aPolicy({ id: "p-2" });
    assert.deepEqual(differences(tenant, confirmed, result(asking, true)), [["p-2", "doesn't exist", STOPS, "policy"]]);
    const block = aPolicy({ id: "p-2", grantControls: { operator: "OR", builtInControls: ["block"] } });
    assert.deepEqual(differences(tenant, confirmed, result(block, true)), [["p-2", "doesn't exist", STOPS, "policy"]]);
    for (const [policy, applies] of [
      [asking, false],
      [aPolicy({ id: "p-2", state: "enabledForReportingButNotEnforced" }), true],
      [aPolicy({ id: "p-2", grantControls: { operator: "OR", builtInControls: ["compliantDevice"] } }), true],
    ] as const)
      assert.deepEqual(differences(tenant, confirmed, result(policy, applies)), []);
  });

  it("disagrees if both say that a policy applies, and its grant or state differs from the file", () => {
    const either = aPolicy({ grantControls: { operator: "OR", builtInControls: ["mfa", "compliantDevice"] } });
    assert.deepEqual(differences(aTenant([either]), result(aPolicy(), true)), [[ID, LETS_THROUGH, STOPS, "policy"]]);
    const reportOnly = aPolicy({ state: "enabledForReportingButNotEnforced" });
    assert.deepEqual(differences(aTenant([reportOnly]), result(aPolicy(), true)), [
      [ID, LETS_THROUGH, STOPS, "policy"],
    ]);
    assert.deepEqual(differences(aTenant([either]), result(either, true)), []);
  });

  it("disagrees if the tenant applies a policy that is off in the file, also if the file isn't understood", () => {
    const off = { state: "disabled" };
    for (const conditions of [{}, { weather: { is: "bad" } }])
      assert.deepEqual(differences(aTenant([aPolicy({ ...off, conditions })]), result(aPolicy(), true)), [
        [ID, "is off", "applies", "policy"],
      ]);
  });

  it("isn't available if no policy can be compared", () => {
    const odd = aPolicy({ conditions: { weather: { is: "bad" } } });
    const { signIns, unconfirmed } = answered(aTenant([odd]), result(odd, true));
    assert.deepEqual([signIns, unconfirmed], [{ agree: 0, differ: 0, noDecisions: 1 }, ["way in 1"]]);
  });

  it("says that What If may not have found a group only if the policy names the same groups and roles", () => {
    const byGroup = aPolicy({ users: { excludeGroups: [groupId(1)] } });
    const tenant = aTenant([byGroup], { groups: [{ id: groupId(1), members: [{ id: userId(1) }] }] });
    assert.deepEqual(differences(tenant, result(byGroup, true)), [[ID, BY_GROUP, "applies", "membership"]]);
    assert.deepEqual(differences(tenant, result(aPolicy(), true)), [[ID, BY_GROUP, "applies", "policy"]]);
  });
});
