import { applicabilityTo, type EvaluationContext } from "../../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { Policy } from "../../law/model/policy";
import type { SignIn } from "../../law/model/sign-in";
import { every, type Truth } from "../../law/model/truth";
import type { WhatIfAnswer } from "../../tenant/graph/what-if-answer";

type Answers = WhatIfAnswer["policies"];

/**
 * What is said of a policy: whether it applies; where both say so, whether it keeps out whoever hasn't done MFA, by asking for it or
 * by a block. `absent`: the tenant, or the tenant file, doesn't have it.
 */
export type Said = "applies" | "doesNotApply" | "stops" | "letsThrough" | "absent";

/** A policy about which Microsoft's evaluation says otherwise than we do. */
export interface OtherAnswer {
  readonly policy: Policy;
  readonly ours: Said;
  readonly theirs: Said;
  readonly reasons: string;
  /** It answers as if it didn't know who is in a group or holds a role, which it is known for. */
  readonly isKnownDefect: boolean;
}

/** All policies about which the answer is otherwise, those that only the tenant has included; none about content that isn't understood. */
export function otherAnswers(signIn: SignIn, theirs: Answers, context: EvaluationContext): readonly OtherAnswer[] {
  const { policies } = context.tenant;
  const ours = new Set(policies.map(({ id }) => id.toLowerCase()));
  return [
    ...policies.flatMap((policy) => otherAbout(policy, signIn, theirs.get(policy.id.toLowerCase()), context)),
    ...[...theirs].flatMap(([id, { applies, policy }]) =>
      !ours.has(id) && applies && canStop(policy) === "yes" ? [other(policy, "absent", "stops")] : [],
    ),
  ];
}

const other = (policy: Policy, ours: Said, theirs: Said, reasons = "", isKnownDefect = false): OtherAnswer => ({
  ...{ policy, ours, theirs, reasons, isKnownDefect },
});

function otherAbout(
  policy: Policy,
  signIn: SignIn,
  their: ReturnType<Answers["get"]>,
  context: EvaluationContext,
): readonly OtherAnswer[] {
  const { applies } = applicabilityTo(policy, signIn, context);
  if (applies === "unclear" || applies === "depends" || policy.enforcement.kind === "notUnderstood") return [];
  const weSayYes = applies === "yes" && policy.enforcement.kind !== "off";
  const said = (isYes: boolean): Said => (isYes ? "applies" : "doesNotApply");
  if (their === undefined) return [other(policy, said(weSayYes), "absent")];
  if (their.applies !== weSayYes) {
    const isKnownDefect = namesTheSame(policy, their.policy) && isAsIfBlind(policy, their.applies, signIn, context);
    return [other(policy, said(weSayYes), said(their.applies), their.reasons, isKnownDefect)];
  }
  // Where it applies by both, a state or a grant of the tenant's may not be the file's.
  const [ours, theirs] = [canStop(policy), canStop(their.policy)];
  if (!weSayYes || ours === theirs || ours === "unclear" || theirs === "unclear") return [];
  const effect = (truth: Truth): Said => (truth === "yes" ? "stops" : "letsThrough");
  return [other(policy, effect(ours), effect(theirs))];
}

/** Whether it is enforced and can't be met without MFA. *Unclear* where an answer names a strength without what it allows. */
function canStop({ enforcement, grant }: Policy): Truth {
  const isOpen = (grant.kind === "controls" ? grant.controls : []).some(
    (one) =>
      one.kind === "strength" &&
      (one.strength.kind === "notKnown" || (one.strength.kind === "listed" && one.strength.requirement === "notKnown")),
  );
  return every([isEnforced({ enforcement }), isOpen ? "unclear" : stopsWithoutMfa(grant)]);
}

const SIDES = ["include", "exclude"] as const;

/** Whether a policy names the same groups and roles in the file and in the answer: where not, the answer has its reason. */
const namesTheSame = ({ users: one }: Policy, { users: their }: Policy): boolean =>
  SIDES.some((side) => their[side].notUnderstood.length > 0) ||
  SIDES.every((side) => isSame(one[side].groups, their[side].groups) && isSame(one[side].roles, their[side].roles));

const isSame = (one: ReadonlySet<string>, their: ReadonlySet<string>): boolean =>
  one.size === their.size && [...one].every((id) => their.has(id));

/**
 * Whether the answer is what it would be without groups and roles, or without excluded groups.
 * @see maester365/maester issues 152 (excluded groups were ignored, 2024) and 508 (dynamic groups and roles aren't found, 2024, open)
 */
function isAsIfBlind(policy: Policy, their: boolean, signIn: SignIn, context: EvaluationContext): boolean {
  const { include, exclude } = policy.users;
  const [groups, roles] = [new Set<never>(), new Set<never>()];
  return [
    { include, exclude: { ...exclude, groups } },
    { include: { ...include, groups, roles }, exclude: { ...exclude, groups, roles } },
  ].some((users) => (applicabilityTo({ ...policy, users }, signIn, context).applies === "yes") === their);
}
