import { CONDITIONS, DIMENSIONS } from "../../conditions";
import type { Dimension } from "../../model/dimensions";
import type { Policy } from "../../model/policy";
import { tellerOf } from "../../report/sign-in";
import { counted, listing, shortened } from "../../text/sentence";
import { notUnderstoodIn } from "../../verifier/not-understood";
import { type Observation, observation } from "../answer";
import { type Audited, policySubject } from "../audited";
import { ofTheCarriers } from "./of-the-carriers";

export const conditions = ofTheCarriers({
  title: "Conditions",
  must: "nothing narrows the policies together: client apps, platforms, locations, risk, device filter, flows, or anything newer",
  inBenchmark: false,
  facet: "conditions",
  evidence: written,
  good: (policies) =>
    policies.some((policy) => configured(policy).length > 0)
      ? "Conditions are configured, and together they leave no sign-in out."
      : "No condition is configured.",
  bad: (policy, audited) =>
    listing([...configured(policy).map((one) => explained(one, policy, audited).why), ...newer(policy)], "and") ||
    "has conditions that leave somebody out",
  fix: (policy, audited) =>
    listing(
      configured(policy).map((one) => explained(one, policy, audited).fix),
      "and",
    ) || "take out what isn't understood, or cover the rest with another policy",
});

/** The policy's conditions as they are written, and what in it isn't understood. */
function written(policy: Policy): readonly Observation[] {
  const subject = policySubject(policy);
  const fields = configured(policy).map((dimension) => `conditions.${CONDITIONS[dimension].graph.key}`);
  return [
    ...fields.map((field) => observation(subject, field, shortened(policy.written.in(field)))),
    ...notUnderstoodIn(policy).map(({ field, why }) => observation(subject, field, why)),
    ...(fields.length === 0 ? [observation(subject, "conditions", "none configured")] : []),
  ];
}

const configured = ({ conditions }: Policy): readonly Dimension[] =>
  DIMENSIONS.filter((dimension) => conditions[dimension].kind !== CONDITIONS[dimension].notConfigured.kind);

/** Why the condition lets the first sign-in of the verdict's through, and what to do about it. */
function explained<D extends Dimension>(dimension: D, policy: Policy, { tenant, verdict }: Audited) {
  const value = verdict.bypasses[0]?.signIn[dimension];
  const { words, graph } = CONDITIONS[dimension];
  return value === undefined
    ? { why: `has a condition on ${graph.key}`, fix: `remove its condition on ${graph.key}` }
    : words.explain(policy.conditions[dimension], value, tellerOf(tenant));
}

function newer({ notUnderstood: { length } }: Policy): readonly string[] {
  return length === 0 ? [] : [`has ${counted(length, "value")} that ${length === 1 ? "isn't" : "aren't"} understood`];
}
