import { describeAsked } from "../../report/why/asks";
import { explainGrant } from "../../report/why/grant";
import { listing } from "../../text/sentence";
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
    const asks = [...new Set(policies.map((policy) => describeAsked(policy.grant)))];
    return `${listing(asks, "and")} ${policies.length === 1 ? "is" : "are"} asked for, with no way around.`;
  },
  bad: (policy) => explainGrant({ policy }).why,
  fix: (policy) => explainGrant({ policy }).fix,
});
