import { CONDITIONS } from "../law/conditions";
import type { Dimension } from "../law/model/dimensions";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { listing, shortened } from "../text/sentence";
import type { ExplainedSignIn } from "../verifier/one-sign-in/explain-sign-in";
import type { HangsOn, JudgedCondition, PolicyAnswer } from "../verifier/one-sign-in/outcome";
import { explainApplications, explainCondition } from "./explain";
import { type DirectoryNames, describeRole } from "./principal";
import { describeWays } from "./users";

/** One sign-in of one person, explained, with everything that a report of it says. */
export interface Explanation {
  readonly file: string;
  readonly tenant: Tenant;
  readonly explained: ExplainedSignIn;
  /** The options that were given, e.g. `client browser`, in their order. */
  readonly given: readonly (readonly [option: string, text: string])[];
  readonly notGiven: readonly Dimension[];
  /** The register declares the person on the day in question. */
  readonly isExempt: boolean;
}

/** Why a policy doesn't apply: goes after its name. */
export function whyNot(answer: PolicyAnswer, names: DirectoryNames): string {
  const { policy, because, included, excluded, conditions } = answer;
  if (policy.enforcement.kind === "off") return "is off";
  switch (because) {
    case "users":
      if (excluded.length > 0) return `excludes them by ${describeWays(excluded, names)}`;
      return included.length > 0 ? "isn't about their guest type" : "isn't about them";
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

function whyMissed(
  { dimension, missedBy }: JudgedCondition,
  { policy }: PolicyAnswer,
  { tenant }: DirectoryNames,
): string {
  if (missedBy === undefined) return `has a condition on ${CONDITIONS[dimension].words.name}`;
  return explainCondition(dimension, policy, missedBy, tenant).why;
}

/** Everything that it depends on whether a policy applies: `the sign-in risk (it covers only …)`. */
export function whatItDependsOn(answer: PolicyAnswer, names: DirectoryNames): string {
  const { about, included, excluded, conditions, policy, isAboutApi } = answer;
  const people = new Set(about).size > 1 || about.includes("unclear");
  const open = conditions.filter(({ met }) => met === "depends" || met === "unclear");
  const sides = present([
    included.length > 0 && `includes ${describeWays(included, names)}`,
    excluded.length > 0 && `excludes ${describeWays(excluded, names)}`,
  ]);
  const why = (one: JudgedCondition): string =>
    one.met === "unclear" ? "has content that isn't understood" : whyMissed(one, answer, names);
  return listing(
    present([
      people && `who it covers (it ${listing(sides, "and")})`,
      isAboutApi === "depends" && "whether its application filter covers Azure management",
      ...open.map((one) => `${CONDITIONS[one.dimension].words.name} (it ${why(one)})`),
      ...policy.notUnderstood.map(({ field }) => `${shortened(field)}, which isn't understood`),
    ]),
    "and",
  );
}

/** One thing that an outcome depends on. */
export function describeDependence(on: HangsOn, names: DirectoryNames): string {
  switch (on.kind) {
    case "dimension":
      return CONDITIONS[on.dimension].words.name;
    case "group":
      return `whether they are in ${names.group(on.id)}`;
    case "role":
      return `whether they hold ${describeRole(on.id)}`;
    case "grant":
      return `whether they can show what ${names.policyOf(on.policy)} accepts instead of MFA`;
    case "applications":
      return `whether the application filter of ${names.policyOf(on.policy)} covers Azure management`;
    case "identity":
      return "their guest type or home tenant";
    case "content":
      return `content of ${names.policyOf(on.policy)} that isn't understood (${shortened(on.field)})`;
    case "bound":
      return "more than azmfa checks: the search reached its limit";
  }
}
