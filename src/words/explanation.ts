import { CONDITIONS } from "../law/conditions";
import type { Dimension } from "../law/model/dimensions";
import type { GroupId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { listing, named, shortened } from "../text/sentence";
import type { ExplainedSignIn } from "../verifier/one-sign-in/explain-sign-in";
import type { HangsOn } from "../verifier/one-sign-in/outcome";
import type { JudgedCondition, PolicyAnswer } from "../verifier/one-sign-in/policy-answer";
import type { Way } from "../verifier/one-sign-in/ways-named";
import { explainApplications } from "./explain";
import { type DirectoryNames, describeRole } from "./principal";
import { tellerOf } from "./sign-in";

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
  const { words, asOptions } = CONDITIONS[dimension];
  if (missedBy === undefined) return `has a condition on ${asOptions.name}`;
  return words.explain(policy.conditions[dimension], missedBy[dimension], tellerOf(tenant)).why;
}

/** Everything that it depends on whether a policy applies: `the sign-in risk (it covers only …)`. */
export function whatItHangsOn(answer: PolicyAnswer, names: DirectoryNames): string {
  const { about, included, excluded, conditions, policy } = answer;
  const people = new Set(about).size > 1 || about.includes("unclear");
  const open = conditions.filter(({ met }) => met === "depends" || met === "unclear");
  const sides = present([
    included.length > 0 && `includes ${describeWays(included, names)}`,
    excluded.length > 0 && `leaves out ${describeWays(excluded, names)}`,
  ]);
  const why = (one: JudgedCondition): string =>
    one.met === "unclear" ? "has content that isn't understood" : whyMissed(one, answer, names);
  return listing(
    present([
      people && `whom it is about (it ${listing(sides, "and")})`,
      ...open.map((one) => `${CONDITIONS[one.dimension].asOptions.name} (it ${why(one)})`),
      ...policy.notUnderstood.map(({ field }) => `${shortened(field)}, which isn't understood`),
    ]),
    "and",
  );
}

/** One thing that an outcome depends on. */
export function describeHangsOn(on: HangsOn, names: DirectoryNames): string {
  switch (on.kind) {
    case "dimension":
      return CONDITIONS[on.dimension].asOptions.name;
    case "group":
      return `whether they are in the group ${groupName(on.id, names)}`;
    case "role":
      return `whether they hold ${describeRole(on.id)}`;
    case "grant": {
      const policy = names.tenant.policies.find(({ id }) => id === on.policy);
      return `whether they can show what ${policy === undefined ? named(on.policy) : names.policy(policy)} asks for in place of MFA`;
    }
    case "identity":
      return "what sort of guest they are, or their home tenant";
    case "content": {
      const policy = names.tenant.policies.find(({ id }) => id === on.policy);
      return `content of ${policy === undefined ? named(on.policy) : names.policy(policy)} that isn't understood (${shortened(on.field)})`;
    }
    case "bound":
      return "more than could be looked at: the search was stopped at its bound";
  }
}

/** By what a policy names somebody: `All users, the group "B" (through "A") and their role …`. */
export const describeWays = (ways: readonly Way[], names: DirectoryNames): string =>
  listing(
    ways.map((way) => describeWay(way, names)),
    "and",
  );

function describeWay(way: Way, names: DirectoryNames): string {
  switch (way.kind) {
    case "everyone":
      return "All users";
    case "id":
      return "their id";
    case "group":
      return `the group ${groupName(way.id, names)}${way.certain ? through(way.chain.slice(0, -1), names) : NOT_KNOWN}`;
    case "role":
      return `${describeRole(way.id)}${way.certain ? through(way.chain, names) : NOT_KNOWN}`;
    case "guest":
      return way.truths.every((truth) => truth === "yes")
        ? "their sort of guest"
        : "guests, of whom they may be one (what isn't known is the sort of guest or the home tenant)";
    case "notUnderstood":
      return `${shortened(way.field)}, which isn't understood`;
  }
}

const NOT_KNOWN = " (whether it holds them isn't known)";

/** From the group that somebody is in to the one inside the named one. */
const through = (chain: readonly GroupId[], names: DirectoryNames): string =>
  chain.length === 0 ? "" : ` (through ${chain.map((id) => groupName(id, names)).join(", in ")})`;

/** A group by its name, where the file has one. */
const groupName = (id: GroupId, { tenant }: DirectoryNames): string => named(tenant.groups?.get(id)?.displayName ?? id);
