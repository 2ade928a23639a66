import type { Policy } from "../../model/policy";
import { counted, listing, named } from "../../text/sentence";
import { failed, type Observation, passed, unknown } from "../answer";
import { type Audited, policySubject } from "../audited";
import { isForTheControl } from "../carriers/for-the-control";
import type { Step } from "./step";

const ADD =
  "make a policy that requires MFA of all users for the Windows Azure Service Management API, without conditions; `pulumi up` in this project does";

export const policies: Step = {
  title: "Conditional Access → Policies",
  must: "at least one policy exists for this control",
  inBenchmark: true,
  ask: ({ tenant, carriers }) => {
    const { certain, unclear } = madeFor(tenant.policies);
    const found = new Set([...(carriers.kind === "carry" ? carriers.policies : []), ...certain]);
    if (found.size > 0)
      return passed(`${counted(found.size, "policy is", "policies are")} about this control.`, [...found].map(stateOf));
    if (unclear.length > 0)
      return unknown(
        `Whether ${names(unclear, "or")} is about this control isn't known: that hangs on what can't be read from the policy.`,
        ["choose the Windows Azure Service Management API by name in it, or all resources, and MFA as its grant"],
        unclear.map(stateOf),
      );
    return tenant.partlyKnown?.some(({ field }) => field === "policies")
      ? unknown("No policy that is there is about this control, and not all of them are there.", [
          "read all pages of the policies",
        ])
      : failed(
          tenant.policies.length === 0
            ? "The tenant has no Conditional Access policy."
            : tenant.policies.length === 1
              ? `${names(tenant.policies, "and")}, the only policy, doesn't ask for MFA on the way to Azure management.`
              : `None of ${counted(tenant.policies.length, "policy", "policies")} asks for MFA on the way to Azure management.`,
          [ADD],
        );
  },
};

/** Which policies are about this control, and of which that isn't clear. */
const madeFor = (policies: readonly Policy[]) => ({
  certain: policies.filter((policy) => isForTheControl(policy) === "yes"),
  unclear: policies.filter((policy) => isForTheControl(policy) === "unclear"),
});

const stateOf = (policy: Policy): Observation => ({
  subject: policySubject(policy),
  what: "policy",
  value: STATES[policy.enforcement.kind],
});

const names = (policies: readonly Policy[], joint: "and" | "or"): string =>
  listing(
    policies.map(({ displayName }) => named(displayName)),
    joint,
  );

const STATES = {
  enforced: "on",
  reportOnly: "report-only",
  off: "off",
  notUnderstood: "in a state that isn't understood",
} as const;

export const choosePolicy: Step = {
  title: "Choose the policy",
  must: "the policy or policies that together carry the guarantee are named",
  inBenchmark: true,
  ask: (audited) => {
    const { carriers, verdict } = audited;
    const evidence = carriers.policies.map(
      (policy): Observation => ({
        subject: policySubject(policy),
        what: carriers.kind === "carry" ? "carries the control" : "comes nearest",
        value: STATES[policy.enforcement.kind],
      }),
    );
    const theirNames = names(carriers.policies, "and");
    switch (carriers.kind) {
      case "carry":
        return passed(
          carriers.policies.length === 1
            ? `${theirNames} carries it alone: with no other policy the control still holds.`
            : `${theirNames} carry it together: without any one of them it doesn't hold.`,
          evidence,
        );
      case "nearest":
        return verdict.kind === "unknown"
          ? unknown(
              `Whether any carry it isn't settled. ${theirNames} ${comes(carriers.policies.length)} nearest.`,
              stepsOf(audited),
              evidence,
            )
          : failed(
              `No policies carry it. ${theirNames} ${comes(carriers.policies.length)} nearest.`,
              stepsOf(audited),
              evidence,
            );
      case "none":
        return failed("No policy carries it: none asks for MFA.", [ADD]);
    }
  },
};

const comes = (count: number): string => (count === 1 ? "comes" : "come");

const stepsOf = ({ carriers }: Audited): readonly [string] => {
  const count = carriers.kind === "nearest" ? carriers.wrong.length : 0;
  return [
    `see the ${count === 1 ? "step" : "steps"} below that ${count === 1 ? "doesn't" : "don't"} pass: that is all that is missing`,
  ];
};
