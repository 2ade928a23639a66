import type { Policy } from "../../law/model/policy";
import { listing } from "../../text/sentence";
import { describeAsked, explainGrant } from "../../words/explain";
import { doing, REPORT_ONLY, STATES, saidOf } from "../../words/policies";
import { ofPolicy } from "../context";
import { policyStep } from "./policy-step";

/** Step 12: whether the policies are on. */
export const state = policyStep({
  facet: "state",
  evidence: (policy) => [ofPolicy(policy, "state", STATES[policy.enforcement.kind])],
  good: (policies) => `${doing(policies, "is", "are")} on.`,
  bad: (policies) =>
    saidOf(policies, ({ enforcement: { kind } }) => `is ${kind === "reportOnly" ? REPORT_ONLY : STATES[kind]}`),
  fix: () => "test it with What If and the insights workbook, then turn it on",
});

/** Step 15: whether the grant requires MFA. */
export const grant = policyStep({
  facet: "grant",
  evidence: (policy) => [ofPolicy(policy, "grant", describeAsked(policy.grant))],
  good: (policies) => {
    const demands = [...new Set(policies.map(demand))];
    return `${policies.length === 1 ? "It" : "Each"} ${listing(demands, "or")}, and accepts nothing else.`;
  },
  bad: (policies) => saidOf(policies, (policy) => explainGrant({ policy }).why),
  fix: (policy) => explainGrant({ policy }).fix,
});

/** What a policy does to a sign-in, to go after its name. */
function demand({ grant: asked }: Policy): string {
  const blocks = asked.kind === "controls" && asked.controls.some(({ kind }) => kind === "block");
  return blocks ? "blocks the sign-in" : `requires ${describeAsked(asked)}`;
}
