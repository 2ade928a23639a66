import type { Policy } from "../../law/model/policy";
import { listing } from "../../text/sentence";
import { describeAsked, explainGrant } from "../../words/grant";
import { ofPolicy } from "../context";
import { doing, STATES, saidOf } from "../policies-in-words";
import { ofTheCarriers } from "./of-the-carriers";

export const state = ofTheCarriers({
  facet: "state",
  evidence: (policy) => [ofPolicy(policy, "state", STATES[policy.enforcement.kind])],
  good: (policies) => `${doing(policies, "is", "are")} on.`,
  bad: (policies) =>
    saidOf(
      policies,
      ({ enforcement: { kind } }) => `is ${STATES[kind]}${kind === "reportOnly" ? ": it logs and stops nobody" : ""}`,
    ),
  fix: () => "test it with What If and the insights workbook, then switch it on",
});

export const grant = ofTheCarriers({
  facet: "grant",
  evidence: (policy) => [ofPolicy(policy, "grant", describeAsked(policy.grant))],
  good: (policies) => {
    const demands = [...new Set(policies.map(demand))];
    return `${policies.length === 1 ? "It" : "Each"} ${listing(demands, "or")}, with no way around.`;
  },
  bad: (policies) => saidOf(policies, (policy) => explainGrant({ policy }).why),
  fix: (policy) => explainGrant({ policy }).fix,
});

/** What a policy does to a sign-in: to go after its name. */
function demand({ grant: asked }: Policy): string {
  const blocks = asked.kind === "controls" && asked.controls.some(({ kind }) => kind === "block");
  return blocks ? "blocks the sign-in" : `asks for ${describeAsked(asked)}`;
}
