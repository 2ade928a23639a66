import { applicabilityTo, type EvaluationContext } from "../../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { Policy } from "../../law/model/policy";
import type { SignIn } from "../../law/model/sign-in";
import { every, type Truth } from "../../law/model/truth";
import type { WhatIfAnswer } from "../../tenant/graph/what-if-answer";

type Answers = WhatIfAnswer["policies"];

/**
 * An answer about a policy: whether it applies and, if both sides agree on that, whether it stops sign-ins without MFA, by asking for MFA
 * or by a block. `absent`: the tenant, or the tenant file, doesn't have the policy.
 */
export type Said = "applies" | "doesNotApply" | "stops" | "letsThrough" | "absent";

/** A policy about which Microsoft's evaluation and azmfa disagree. */
export interface OtherAnswer {
  readonly policy: Policy;
  readonly ours: Said;
  readonly theirs: Said;
  readonly reasons: string;
  /** The evaluation ignores groups or roles here, which is a known defect. */
  readonly isKnownDefect: boolean;
}

/** All policies with different answers, also those that only the tenant has. A policy with content that isn't understood isn't compared. */
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
    const isKnownDefect = namesTheSame(policy, their.policy) && ignoresGroups(policy, their.applies, signIn, context);
    return [other(policy, said(weSayYes), said(their.applies), their.reasons, isKnownDefect)];
  }
  // If both say that it applies, the tenant's state or grant can still differ from the file's.
  const [ours, theirs] = [canStop(policy), canStop(their.policy)];
  if (!weSayYes || ours === theirs || ours === "unclear" || theirs === "unclear") return [];
  const effect = (truth: Truth): Said => (truth === "yes" ? "stops" : "letsThrough");
  return [other(policy, effect(ours), effect(theirs))];
}

/** Whether a policy is enforced and can't be met without MFA. *Unclear* if it names a strength without its combinations. */
function canStop({ enforcement, grant }: Policy): Truth {
  const isOpen = (grant.kind === "controls" ? grant.controls : []).some(
    (one) =>
      one.kind === "strength" &&
      (one.strength.kind === "notKnown" || (one.strength.kind === "listed" && one.strength.requirement === "notKnown")),
  );
  return every([isEnforced({ enforcement }), isOpen ? "unclear" : stopsWithoutMfa(grant)]);
}

const SIDES = ["include", "exclude"] as const;

/** Whether a policy names the same groups and roles in the file and in the answer. If not, that explains the answer. */
const namesTheSame = ({ users: one }: Policy, { users: their }: Policy): boolean =>
  SIDES.some((side) => their[side].notUnderstood.length > 0) ||
  SIDES.every((side) => isSame(one[side].groups, their[side].groups) && isSame(one[side].roles, their[side].roles));

const isSame = (one: ReadonlySet<string>, their: ReadonlySet<string>): boolean =>
  one.size === their.size && [...one].every((id) => their.has(id));

/**
 * Whether the answer would be right if the policy had no groups and roles, or no excluded groups.
 * @see maester365/maester issues 152 (excluded groups were ignored, 2024) and 508 (dynamic groups and roles aren't found, 2024, open)
 */
function ignoresGroups(policy: Policy, their: boolean, signIn: SignIn, context: EvaluationContext): boolean {
  const { include, exclude } = policy.users;
  const [groups, roles] = [new Set<never>(), new Set<never>()];
  return [
    { include, exclude: { ...exclude, groups } },
    { include: { ...include, groups, roles }, exclude: { ...exclude, groups, roles } },
  ].some((users) => (applicabilityTo({ ...policy, users }, signIn, context).applies === "yes") === their);
}
