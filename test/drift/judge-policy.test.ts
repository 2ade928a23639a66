import assert from "node:assert/strict";
import { judgePolicy, type PolicyFacts } from "../../src/drift/judge-policy";
import { type JsonObject, replaced } from "../../src/law/json/json-object";
import { FIRST } from "../cli/a-tenant";
import { aStep, changedPolicy, declaredInputs, deployed, deployedPolicy } from "./declared-policy";

const seenAs = (policy: JsonObject): PolicyFacts["inGraph"] => [policy];

const judge = (facts: Partial<PolicyFacts> = {}) =>
  judgePolicy({ deployed, steps: [aStep()], inGraph: seenAs(deployedPolicy), ...facts });

function compared(facts: Partial<PolicyFacts>) {
  const { changes, ...report } = judge(facts);
  assert.ok(report.isCompared);
  const differing = changes.find(({ kind }) => kind === "changed");
  return {
    ...report,
    differing,
    differences: differing?.fields ?? [],
    weak: changes.find(({ kind }) => kind === "weak"),
  };
}

/** The fields that differ, each with its repair. */
const repairsOf = (facts: Partial<PolicyFacts>) =>
  compared(facts).differences.map(({ path, repair }) => [path, repair]);

describe("the judgement of a policy", () => {
  it("finds nothing if the policy matches the code", () => {
    const { differing, noise, problems } = compared({});
    assert.deepEqual([differing, noise, problems], [undefined, [], []]);
  });

  it("says what the tenant has, and what pulumi up does about it", () => {
    const steps = [aStep({ operation: "update", fields: ["state"] })];
    const { differing, differences } = compared({ steps, inGraph: seenAs(changedPolicy({ state: "disabled" })) });
    const field = { path: "state", tenant: "disabled", code: "enabled", repair: "pulumiUp" };
    assert.deepEqual([differences, differing?.request], [[field], undefined]);
  });

  it("has one request for all fields if pulumi up doesn't fix one", () => {
    const policy = changedPolicy({ state: "disabled", conditions: { times: "nights" } });
    const steps = [aStep({ operation: "update", fields: ["state"] })];
    const { request } = compared({ steps, inGraph: [policy] }).differing ?? {};
    assert.deepEqual(Object.keys(request?.body ?? {}), ["state", "conditions"]);
  });

  it("finds a deleted policy, and whether the engine creates it again", () => {
    for (const [steps, help] of [
      [[aStep({ operation: "create" })], /^`pulumi up` recreates it/],
      [undefined, /^fix the preview first/],
    ] as const) {
      const [change] = judge({ steps, inGraph: [] }).changes;
      assert.equal(change?.kind, "removed");
      assert.match(change.help ?? "", help);
    }
  });

  it("compares with the last deployment when the preview failed", () => {
    const facts = { steps: undefined, inGraph: seenAs(changedPolicy({ state: "disabled" })) };
    assert.deepEqual(repairsOf(facts), [["state", "request"]]);
  });

  it("finds a policy that the code no longer has", () => {
    const steps = [aStep({ operation: "delete", inputs: undefined })];
    assert.deepEqual(
      judge({ steps }).changes.map(({ kind }) => kind),
      ["undeclared"],
    );
  });

  const undecided: readonly (readonly [name: string, facts: Partial<PolicyFacts>, message: RegExp])[] = [
    ["Graph doesn't have what the preview sees", { inGraph: [] }, /contradict .*doesn't have it/],
    ["Graph has what the preview would create", { steps: [aStep({ operation: "create" })] }, /contradict .*has it/],
    ["the preview says nothing about it", { steps: [] }, /says nothing about the policy policy/],
  ];
  for (const [name, facts, message] of undecided)
    it(`can't tell when ${name}`, () => {
      const report = judge(facts);
      assert.deepEqual([report.isCompared, report.changes], [false, []]);
      assert.match(report.problems[0]?.message ?? "", message);
    });

  const HIDDEN = ["[secret]", "[unknown]", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"];
  const frequency = (period: string) => ({ signInFrequency: 4, signInFrequencyPeriod: period });
  for (const hidden of HIDDEN)
    for (const [where, path, at, value] of [
      ["a value", "displayName", ["displayName"], hidden],
      ["one of a list", "conditions.users.excludeUsers", ["conditions", "users", "excludedUsers"], [FIRST, hidden]],
      ["a field of an object", "sessionControls.signInFrequency", ["sessionControls"], frequency(hidden)],
    ] as const)
      it(`doesn't compare with ${hidden} as ${where}, and says so`, () => {
        const { differences, problems } = compared({ steps: [aStep({ inputs: replaced(declaredInputs, at, value) })] });
        const said = problems.map(({ message }) => message);
        assert.deepEqual([differences, said], [[], [`${path}: the preview doesn't show the code's value`]]);
      });

  it("reports a field that the preview changes for no reason", () => {
    const steps = [aStep({ operation: "update", fields: ["state"] })];
    assert.match(compared({ steps }).problems[0]?.message ?? "", /^state: the preview changes it/);
  });

  const custom = (allowedCombinations: readonly string[]) => {
    const id = "77777777-0000-4000-8000-000000000001";
    const path = `/policies/authenticationStrengthPolicies/${id}`;
    const inputs = { ...declaredInputs, grantControls: { operator: "OR", authenticationStrengthPolicyId: path } };
    const authenticationStrength = { id, displayName: "Ours", policyType: "custom", allowedCombinations };
    const tenant = changedPolicy({ grantControls: { builtInControls: [], authenticationStrength } });
    return compared({ deployed: { ...deployed, inputs }, steps: [aStep({ inputs })], inGraph: seenAs(tenant) });
  };

  it("says that the strength of the code no longer requires MFA, and accepts one that does", () => {
    const { differences, weak } = custom(["fido2", "password"]);
    assert.deepEqual(differences, []);
    assert.match(weak?.help ?? "", /^it allows fido2; password\. Allow only combinations that are MFA/);
    assert.equal(custom(["fido2", "password,sms"]).weak, undefined);
  });
});
