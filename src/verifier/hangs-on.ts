import { meetsCondition } from "../law/conditions";
import { type EvaluationContext, evaluate, outcome } from "../law/evaluate";
import { stopsWithoutMfa } from "../law/grant";
import type { Policy } from "../law/model/policy";
import type { Principal, SignIn } from "../law/model/sign-in";
import { meetsUsers } from "../law/users";
import { favourable } from "./favourable";
import { isPlaceNotKnown, notKnownIn } from "./not-known";
import { notUnderstoodIn } from "./not-understood";
import { type CandidatePolicy, candidatePolicies } from "./search/candidate-policy";
import type { Bypass, Hinge } from "./verdict";

/**
 * What isn't known or understood and lets this sign-in through a policy that would stop it if that turned out for the best.
 * Nothing where the sign-in gets through whatever it turns out to be.
 */
export function hangsOn(context: EvaluationContext, signIn: SignIn): readonly Hinge[] {
  const best = favourable(context);
  const hinges = new Map<string, Hinge>();
  context.tenant.policies.forEach((policy, index) => {
    const bestPolicy = best.tenant.policies[index] ?? policy;
    if (outcome(bestPolicy, signIn, best).kind === "lets-through") return;
    for (const { kind, id } of hingesOf(policy, bestPolicy, signIn, context)) {
      const key = `${kind} ${id}`;
      hinges.set(key, { kind, id, policies: (hinges.get(key)?.policies ?? 0) + 1, holds: true });
    }
  });
  return mostPoliciesFirst([...hinges.values()]);
}

/**
 * The policies that could stop anything if what isn't known turned out for the best, and aren't the same then; none where
 * everything is known.
 */
export function differentAtBest(context: EvaluationContext): readonly CandidatePolicy[] {
  const best = favourable(context);
  if (best === context) return [];
  const same = new Set(context.tenant.policies);
  return candidatePolicies(best).filter(({ policy }) => !same.has(policy));
}

/** Whether a sign-in that gets through does so whatever that which isn't known turns out to be. */
export function isFirm(context: EvaluationContext, signIn: SignIn): boolean {
  const best = favourable(context);
  return best === context || evaluate(best, signIn) === "no";
}

/**
 * Of the policies that let a sign-in through for its user, those that would be about somebody if what isn't known turned out for
 * the best: elsewhere in a width they may stop the one and not the other.
 */
export function aboutAtBest(context: EvaluationContext, because: Bypass["because"]): (principal: Principal) => string {
  const different = new Set(differentAtBest(context).map(({ policy }) => policy));
  const policies = favourable(context).tenant.policies.filter(
    (policy, index) => because[index]?.reason === "users" && different.has(policy),
  );
  return (principal) => policies.map(({ users }) => meetsUsers(users, principal, context.membership) === "yes").join();
}

const KINDS: readonly Hinge["kind"][] = ["group", "role", "location", "strength", "content"];

/** By kind; of one kind those first that most policies hang on. */
export const mostPoliciesFirst = (hinges: readonly Hinge[]): readonly Hinge[] =>
  hinges.toSorted(
    (one, other) =>
      KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
      other.policies - one.policies ||
      (one.id < other.id ? -1 : one.id > other.id ? 1 : 0),
  );

type Named = Omit<Hinge, "policies" | "holds">;

function hingesOf(policy: Policy, best: Policy, signIn: SignIn, context: EvaluationContext): readonly Named[] {
  const content = notUnderstoodIn(policy).map(({ field }): Named => ({ kind: "content", id: field }));
  const isUnclear = outcome(best, signIn, context).kind === "unclear";
  return distinct([
    ...holdersThatMatter(policy, best, signIn, context),
    ...placesThatMatter(policy, best, signIn, context),
    ...strengthsThatMatter(policy),
    ...(isUnclear ? (content.length > 0 ? content : [{ kind: "content", id: "namedLocations" } as const]) : []),
  ]);
}

function distinct(named: readonly Named[]): readonly Named[] {
  return named.filter(({ kind, id }, at) => named.findIndex((one) => one.kind === kind && one.id === id) === at);
}

function holdersThatMatter(
  policy: Policy,
  best: Policy,
  { principal }: SignIn,
  { membership }: EvaluationContext,
): readonly Named[] {
  if (meetsUsers(policy.users, principal, membership) === meetsUsers(best.users, principal, membership)) return [];
  const excluded = notKnownIn(policy.users.exclude, "exclude", membership);
  const without = { ...policy.users, exclude: best.users.exclude };
  const isIncluded = meetsUsers(without, principal, membership) !== "no";
  const included = isIncluded ? { groups: [], roles: [] } : notKnownIn(policy.users.include, "include", membership);
  return [
    ...[...excluded.groups, ...included.groups].map((id): Named => ({ kind: "group", id })),
    ...[...excluded.roles, ...included.roles].map((id): Named => ({ kind: "role", id })),
  ];
}

function placesThatMatter(
  { conditions }: Policy,
  best: Policy,
  { network }: SignIn,
  { tenant }: EvaluationContext,
): readonly Named[] {
  const condition = conditions.network;
  if (condition.kind === "any") return [];
  const met = meetsCondition("network", conditions, network, tenant);
  if (met === meetsCondition("network", best.conditions, network, tenant)) return [];
  return [...condition.include.ids, ...condition.exclude.ids]
    .filter((id) => isPlaceNotKnown(id, tenant))
    .map((id): Named => ({ kind: "location", id }));
}

function strengthsThatMatter({ grant }: Policy): readonly Named[] {
  if (grant.kind === "sessionOnly" || stopsWithoutMfa(grant) === "yes") return [];
  return grant.controls.flatMap((control): readonly Named[] =>
    control.kind === "strength" && control.strength.kind === "notKnown"
      ? [{ kind: "strength", id: control.strength.id }]
      : [],
  );
}
