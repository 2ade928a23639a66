import { CONDITIONS } from "../law/conditions";
import type { Dimension } from "../law/model/dimensions";
import type { Tenant } from "../law/model/tenant";
import { listing, named, shortened } from "../text/sentence";
import type { ExplainedSignIn, JudgedCondition, PolicyAnswer } from "../verifier/one-sign-in/explain-sign-in";
import type { HangsOn } from "../verifier/one-sign-in/outcome";
import { explainApplications } from "./explain";
import { type DirectoryNames, describeRole } from "./principal";
import { tellerOf } from "./sign-in";
import { describeWays, groupName } from "./ways";

/** One sign-in of one person, explained, with everything that a report of it says. */
export interface Explanation {
  readonly file: string;
  readonly tenant: Tenant;
  readonly explained: ExplainedSignIn;
  /** The options that were given, e.g. `client browser`, in their order. */
  readonly told: readonly (readonly [option: string, text: string])[];
  readonly notTold: readonly Dimension[];
  /** The register declares the person on the day in question. */
  readonly isExempt: boolean;
}

/** Why a policy doesn't apply: goes after its name. */
export function whyNot(answer: PolicyAnswer, names: DirectoryNames): string {
  const { policy, because, included, excluded, conditions } = answer;
  switch (because) {
    case "users":
      if (excluded.length > 0) return `leaves them out by ${describeWays(excluded, names)}`;
      return included.length > 0 ? "isn't about their sort of guest" : "isn't about them";
    case "applications":
      return explainApplications({ policy }).why;
    case "clientApplications":
      return "is about workload identities, not about people";
    default: {
      const missed = conditions.find(({ dimension }) => CONDITIONS[dimension].reason === because);
      return missed === undefined ? "doesn't apply" : whyMissed(missed, answer, names);
    }
  }
}

/** What a condition covers, or leaves out: `covers only a browser`. */
export function whyMissed<D extends Dimension>(
  { dimension, missedBy }: JudgedCondition & { readonly dimension: D },
  { policy }: PolicyAnswer,
  { tenant }: DirectoryNames,
): string {
  const { words, telling } = CONDITIONS[dimension];
  if (missedBy === undefined) return `has a condition on ${telling.name}`;
  return words.explain(policy.conditions[dimension], missedBy[dimension], tellerOf(tenant)).why;
}

/** Everything that it hangs on whether a policy applies: `the sign-in risk (it covers only …)`. */
export function whatItHangsOn(answer: PolicyAnswer, names: DirectoryNames): string {
  const { about, included, excluded, conditions, policy } = answer;
  const people = new Set(about).size > 1 || about.includes("unclear");
  const open = conditions.filter(({ met }) => met === "depends" || met === "unclear");
  return listing(
    [
      ...(people ? [whomItIsAbout(included, excluded, names)] : []),
      ...open.map(
        (one) =>
          `${CONDITIONS[one.dimension].telling.name} (it ${one.met === "unclear" ? "has content that isn't understood" : whyMissed(one, answer, names)})`,
      ),
      ...policy.notUnderstood.map(({ field }) => `${shortened(field)}, which isn't understood`),
    ],
    "and",
  );
}

function whomItIsAbout(
  included: PolicyAnswer["included"],
  excluded: PolicyAnswer["excluded"],
  names: DirectoryNames,
): string {
  const sides = [
    ...(included.length > 0 ? [`includes ${describeWays(included, names)}`] : []),
    ...(excluded.length > 0 ? [`leaves out ${describeWays(excluded, names)}`] : []),
  ];
  return `whom it is about (it ${listing(sides, "and")})`;
}

/** One thing that an outcome hangs on. */
export function describeHangsOn(on: HangsOn, names: DirectoryNames): string {
  switch (on.kind) {
    case "dimension":
      return CONDITIONS[on.dimension].telling.name;
    case "group":
      return `whether they are in the group ${groupName(on.id, names)}`;
    case "role":
      return `whether they hold ${describeRole(on.id)}`;
    case "grant": {
      const policy = names.tenant.policies.find(({ id }) => id === on.policy);
      return `whether they can show what ${named(policy?.displayName ?? on.policy)} asks for in place of MFA`;
    }
    case "identity":
      return "what sort of guest they are, or their home tenant";
    case "content": {
      const policy = names.tenant.policies.find(({ id }) => id === on.policy);
      return `content of ${named(policy?.displayName ?? on.policy)} that isn't understood (${shortened(on.field)})`;
    }
    case "bound":
      return "more than could be looked at: the search was stopped at its bound";
  }
}
