import type { Policy } from "../model/policy";
import type { SignIn } from "../model/sign-in";
import { applies, type EvaluationContext, type Reason } from "../verifier/evaluate";

/** What Microsoft's evaluation says of each policy, by its id in lower case. */
export type TheirAnswer = ReadonlyMap<string, { readonly applies: boolean; readonly reasons: string }>;

/** A policy about which it says otherwise than we do. */
export interface OtherAnswer {
  readonly policy: Policy;
  readonly ours: "applies" | "doesNotApply";
  readonly because: Reason | undefined;
  /** `absent`: the answer doesn't have the policy, so the tenant doesn't. */
  readonly theirs: "applies" | "doesNotApply" | "absent";
  /** In Graph's words: why it doesn't apply. */
  readonly reasons: string;
  /** It answers as if it didn't know who is in a group or holds a role, which it is known for. */
  readonly isKnownDefect: boolean;
}

/** All policies about which the answer is otherwise; none about content that isn't understood. */
export function otherAnswers(signIn: SignIn, theirs: TheirAnswer, context: EvaluationContext): readonly OtherAnswer[] {
  return context.tenant.policies.flatMap((policy): readonly OtherAnswer[] => {
    const their = theirs.get(policy.id.toLowerCase());
    const { truth, because } = applies(policy, signIn, context);
    if (truth === "unclear" || policy.enforcement.kind === "notUnderstood") return [];
    const weSayYes = truth === "yes" && policy.enforcement.kind !== "off";
    const ours = weSayYes ? "applies" : "doesNotApply";
    if (their === undefined) return [{ policy, ours, because, theirs: "absent", reasons: "", isKnownDefect: false }];
    if (their.applies === weSayYes) return [];
    const theySay = their.applies ? "applies" : "doesNotApply";
    const isKnownDefect = isExplainedByDefect(policy, their.applies, signIn, context);
    return [{ policy, ours, because, theirs: theySay, reasons: their.reasons, isKnownDefect }];
  });
}

/**
 * Whether the answer is what it would be without groups, without roles, or without excluded groups.
 * @see maester365/maester issues 152 (excluded groups were ignored, 2024) and 508 (dynamic groups and roles aren't found, 2024, open)
 */
const isExplainedByDefect = (policy: Policy, their: boolean, signIn: SignIn, context: EvaluationContext): boolean =>
  withoutHolders(policy).some((blind) => (applies(blind, signIn, context).truth === "yes") === their);

function withoutHolders(policy: Policy): readonly Policy[] {
  const { include, exclude } = policy.users;
  const hasNone = [include, exclude].every(({ groups, roles }) => groups.size + roles.size === 0);
  if (hasNone) return [];
  const without = (side: Policy["users"]["include"], groups: boolean, roles: boolean) => ({
    ...side,
    groups: groups ? new Set<never>() : side.groups,
    roles: roles ? new Set<never>() : side.roles,
  });
  const blind = (groups: boolean, roles: boolean): Policy => ({
    ...policy,
    users: { include: without(include, groups, roles), exclude: without(exclude, groups, roles) },
  });
  const excludedGroups = { ...policy, users: { include, exclude: without(exclude, true, false) } };
  return [excludedGroups, blind(true, false), blind(false, true), blind(true, true)];
}
