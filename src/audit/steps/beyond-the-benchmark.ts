import { CONDITIONS, DIMENSIONS } from "../../conditions";
import type { Dimension } from "../../model/dimensions";
import { AZURE_MANAGEMENT } from "../../model/ids";
import type { Policy } from "../../model/policy";
import { tellerOf } from "../../report/sign-in";
import { describeAsked } from "../../report/why/asks";
import { explainApplications } from "../../report/why/explain";
import { explainGrant } from "../../report/why/grant";
import { counted, listing, shortened } from "../../text/sentence";
import { notUnderstoodIn } from "../../verifier/not-understood";
import type { Observation } from "../answer";
import { type Audited, policySubject } from "../audited";
import { askOfCarriers, together } from "./of-the-carriers";
import type { Step } from "./step";

const STATES = {
  enforced: "On",
  reportOnly: "Report-only",
  off: "Off",
  notUnderstood: "not understood",
} as const;

export const state: Step = {
  title: "State",
  must: "On: report-only and off enforce nothing",
  inBenchmark: false,
  ask: (audited) =>
    askOfCarriers(audited, {
      facet: "state",
      good: (policies) => `${together(policies)} ${policies.length === 1 ? "is" : "are"} on.`,
      bad: ({ enforcement }) =>
        enforcement.kind === "reportOnly"
          ? "is report-only: it logs and stops nobody"
          : enforcement.kind === "off"
            ? "is off"
            : "is in a state that isn't understood",
      fix: () => "test it with What If and the insights workbook, then switch it on",
      evidence: (policy) => [{ subject: policySubject(policy), what: "state", value: STATES[policy.enforcement.kind] }],
    }),
};

export const targetExclusions: Step = {
  title: "Target resources → Exclude",
  must: "the API isn't taken out again",
  inBenchmark: false,
  ask: (audited) =>
    askOfCarriers(audited, {
      facet: "resourceExclusions",
      good: () => "No exclusion takes the API out again.",
      bad: (policy) => explainApplications({ policy }).why,
      fix: (policy) => explainApplications({ policy }).fix,
      evidence: ({ applications: { exclude, filter }, ...policy }) => [
        {
          subject: { kind: "policy", id: policy.id, name: policy.displayName },
          what: "excluded resources",
          value: exclude.all
            ? "All"
            : listing(
                [
                  ...Array.from(exclude.ids, (id) =>
                    id === AZURE_MANAGEMENT ? "Windows Azure Service Management API" : String(id),
                  ),
                  ...(exclude.adminPortals ? ["Microsoft Admin Portals"] : []),
                  ...(filter === "exclude" ? ["resources by a filter"] : []),
                ],
                "and",
              ) || "None",
        },
      ],
    }),
};

export const condition: Step = {
  title: "Conditions",
  must: "nothing narrows the policies together: client apps, platforms, locations, risk, device filter, flows, or anything newer",
  inBenchmark: false,
  ask: (audited) =>
    askOfCarriers(audited, {
      facet: "conditions",
      good: (policies) =>
        policies.some((policy) => configured(policy).length > 0)
          ? "Conditions are configured, and together they leave no sign-in out."
          : "No condition is configured.",
      bad: (policy, one) => {
        const whys = [
          ...configured(policy).map((dimension) => explained(dimension, policy, one).why),
          ...(policy.notUnderstood.length > 0
            ? [
                `has ${counted(policy.notUnderstood.length, "value")} that ${policy.notUnderstood.length === 1 ? "isn't" : "aren't"} understood`,
              ]
            : []),
        ];
        return listing(whys, "and") || "has conditions that leave somebody out";
      },
      fix: (policy, one) =>
        listing(
          configured(policy).map((dimension) => explained(dimension, policy, one).fix),
          "and",
        ) || "take out what isn't understood, or cover the rest with another policy",
      evidence: (policy) => [
        ...configured(policy).map(
          (dimension): Observation => ({
            subject: policySubject(policy),
            what: `conditions.${CONDITIONS[dimension].graph.key}`,
            value: shortened(policy.written.in(`conditions.${CONDITIONS[dimension].graph.key}`)),
          }),
        ),
        ...notUnderstoodIn(policy).map(
          ({ field, why }): Observation => ({ subject: policySubject(policy), what: field, value: why }),
        ),
        ...(configured(policy).length === 0
          ? [{ subject: policySubject(policy), what: "conditions", value: "none configured" }]
          : []),
      ],
    }),
};

const configured = ({ conditions }: Policy): readonly Dimension[] =>
  DIMENSIONS.filter((dimension) => conditions[dimension].kind !== CONDITIONS[dimension].notConfigured.kind);

function explained<D extends Dimension>(dimension: D, policy: Policy, { tenant, verdict }: Audited) {
  const value = verdict.bypasses[0]?.signIn[dimension];
  const { words } = CONDITIONS[dimension];
  return value === undefined
    ? {
        why: `has a condition on ${CONDITIONS[dimension].graph.key}`,
        fix: `remove its condition on ${CONDITIONS[dimension].graph.key}`,
      }
    : words.explain(policy.conditions[dimension], value, tellerOf(tenant));
}

export const grant: Step = {
  title: "Grant",
  must: "Require multifactor authentication, or a strength that is always MFA, with no alternative that avoids it",
  inBenchmark: false,
  ask: (audited) =>
    askOfCarriers(audited, {
      facet: "grant",
      good: (policies) =>
        `${listing([...new Set(policies.map((policy) => describeAsked(policy.grant)))], "and")} ${policies.length === 1 ? "is" : "are"} asked for, with no way around.`,
      bad: (policy) => explainGrant({ policy }).why,
      fix: (policy) => explainGrant({ policy }).fix,
      evidence: (policy) => [{ subject: policySubject(policy), what: "grant", value: describeAsked(policy.grant) }],
    }),
};
