import { listing } from "../../text/sentence";
import { demandInWords, describeAsked, EXPLAIN } from "../../words/explain";
import { describeEach, namesWithVerb, STATES } from "../../words/policies";
import { ofPolicy } from "../context";
import { policyStep } from "./policy-step";

/** Step 12: whether the policies are on. */
export const state = policyStep({
  part: "state",
  evidence: (policy) => [ofPolicy(policy, "state", STATES[policy.enforcement.kind])],
  good: (policies) => `${namesWithVerb(policies, "is", "are")} on.`,
  bad: (policies) => describeEach(policies, (policy) => EXPLAIN.state(policy).why),
  fix: () => "test it with What If and the insights workbook, then turn it on",
});

/** Step 15: whether the grant requires MFA. */
export const grant = policyStep({
  part: "grant",
  evidence: (policy) => [ofPolicy(policy, "grant", describeAsked(policy.grant))],
  good: (policies) => {
    const demands = [...new Set(policies.map(({ grant: asked }) => demandInWords(asked)))];
    return `${policies.length === 1 ? "It" : "Each"} ${listing(demands, "or")}, and accepts nothing else.`;
  },
  bad: (policies) => describeEach(policies, (policy) => EXPLAIN.grant(policy).why),
  fix: (policy) => EXPLAIN.grant(policy).fix,
});
