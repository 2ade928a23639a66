import type { Policy } from "../../law/model/policy";
import { listing } from "../../text/sentence";
import { describeAsked } from "../../words/asks";
import { explainGrant } from "../../words/grant";
import { observation } from "../answer";
import { policySubject } from "../audited";
import { ofTheCarriers } from "./of-the-carriers";

export const grant = ofTheCarriers({
  title: "Grant",
  must: "Require multifactor authentication, or a strength that is always MFA, with no alternative that avoids it",
  inBenchmark: false,
  facet: "grant",
  evidence: (policy) => [observation(policySubject(policy), "grant", describeAsked(policy.grant))],
  good: (policies) => {
    const demands = [...new Set(policies.map(demand))];
    return `${policies.length === 1 ? "It" : "Each"} ${listing(demands, "or")}, with no way around.`;
  },
  bad: (policy) => explainGrant({ policy }).why,
  fix: (policy) => explainGrant({ policy }).fix,
});

/** What a policy does to a sign-in: to go after its name. */
function demand({ grant: asked }: Policy): string {
  const blocks = asked.kind === "controls" && asked.controls.some(({ kind }) => kind === "block");
  return blocks ? "blocks the sign-in" : `asks for ${describeAsked(asked)}`;
}
