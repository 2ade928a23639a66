import { applies, type EvaluationContext, type Reason } from "../../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { Policy, UserAssignment } from "../../law/model/policy";
import type { SignIn } from "../../law/model/sign-in";
import { every, type Truth } from "../../law/model/truth";

/** What Microsoft's evaluation says of each policy, by its id in lower case, with the policy as the tenant has it. */
export type TheirAnswer = ReadonlyMap<
  string,
  { readonly applies: boolean; readonly reasons: string; readonly policy: Policy }
>;

/**
 * What is said of a policy: whether it applies; where both say so, whether it keeps out whoever hasn't done MFA, by asking for it or
 * by a block. `absent`: the tenant, or the tenant file, doesn't have it.
 */
export type Said = "applies" | "doesNotApply" | "stops" | "letsThrough" | "absent";

/** A policy about which it says otherwise than we do. */
export interface OtherAnswer {
  readonly policy: Policy;
  readonly ours: Said;
  readonly because: Reason | undefined;
  readonly theirs: Said;
  /** In Graph's words: why it doesn't apply. */
  readonly reasons: string;
  /** It answers as if it didn't know who is in a group or holds a role, which it is known for. */
  readonly isKnownDefect: boolean;
}

const OTHER = { because: undefined, reasons: "", isKnownDefect: false } as const;

/** All policies about which the answer is otherwise, those that only the tenant has included; none about content that isn't understood. */
export function otherAnswers(signIn: SignIn, theirs: TheirAnswer, context: EvaluationContext): readonly OtherAnswer[] {
  const { policies } = context.tenant;
  const known = new Set(policies.map(({ id }) => id.toLowerCase()));
  const onlyTheirs = [...theirs].filter(
    ([id, their]) => !known.has(id) && their.applies && canStop(their.policy) === "yes",
  );
  return [
    ...policies.flatMap((policy) => otherAbout(policy, signIn, theirs.get(policy.id.toLowerCase()), context) ?? []),
    ...onlyTheirs.map(([, { policy }]): OtherAnswer => ({ ...OTHER, policy, ours: "absent", theirs: "stops" })),
  ];
}

const canStop = (policy: Policy): Truth => every([isEnforced(policy), stopsWithoutMfa(policy.grant)]);

function otherAbout(
  policy: Policy,
  signIn: SignIn,
  their: ReturnType<TheirAnswer["get"]>,
  context: EvaluationContext,
): OtherAnswer | undefined {
  const { truth, because } = applies(policy, signIn, context);
  if (truth === "unclear" || policy.enforcement.kind === "notUnderstood") return undefined;
  const weSayYes = truth === "yes" && policy.enforcement.kind !== "off";
  const said = (isYes: boolean): Said => (isYes ? "applies" : "doesNotApply");
  const ours = said(weSayYes);
  if (their === undefined) return { ...OTHER, policy, ours, because, theirs: "absent" };
  if (their.applies === weSayYes) return weSayYes ? otherEffect(policy, their.policy) : undefined;
  const isKnownDefect = sameHolders(policy, their.policy) && isAsIfBlind(policy, their.applies, signIn, context);
  return { policy, ours, because, theirs: said(their.applies), reasons: their.reasons, isKnownDefect };
}

/** Where a policy applies by both, what comes of it: a state or a grant of the tenant's may not be the file's. */
function otherEffect(policy: Policy, their: Policy): OtherAnswer | undefined {
  const [ours, theirs] = [canStop(policy), canStop(their)];
  if (ours === theirs || ours === "unclear" || theirs === "unclear" || asksForWhatIsNotKnown(their)) return undefined;
  const said = (truth: Truth): Said => (truth === "yes" ? "stops" : "letsThrough");
  return { ...OTHER, policy, ours: said(ours), theirs: said(theirs) };
}

/** An answer may name a strength without what it allows. */
const asksForWhatIsNotKnown = ({ grant }: Policy): boolean =>
  grant.kind === "controls" &&
  grant.controls.some(
    (control) =>
      control.kind === "strength" &&
      (control.strength.kind === "notKnown" ||
        (control.strength.kind === "listed" && control.strength.requirement === "notKnown")),
  );

/** Whether a policy names the same groups and roles in the file and in the answer: where not, the answer has its reason. */
function sameHolders({ users: one }: Policy, { users: other }: Policy): boolean {
  if ([other.include, other.exclude].some(({ notUnderstood }) => notUnderstood.length > 0)) return true;
  return (["include", "exclude"] as const).every(
    (side) => isSame(one[side].groups, other[side].groups) && isSame(one[side].roles, other[side].roles),
  );
}

const isSame = <Id>(one: ReadonlySet<Id>, other: ReadonlySet<Id>): boolean =>
  one.size === other.size && [...one].every((id) => other.has(id));

/**
 * Whether the answer is what it would be without groups, without roles, or without excluded groups.
 * @see maester365/maester issues 152 (excluded groups were ignored, 2024) and 508 (dynamic groups and roles aren't found, 2024, open)
 */
function isAsIfBlind(policy: Policy, their: boolean, signIn: SignIn, context: EvaluationContext): boolean {
  const { include, exclude } = policy.users;
  const blind = [
    { include, exclude: without(exclude, NO_GROUPS) },
    ...[NO_GROUPS, NO_ROLES, { ...NO_GROUPS, ...NO_ROLES }].map((none) => ({
      include: without(include, none),
      exclude: without(exclude, none),
    })),
  ];
  return blind.some((users) => (applies({ ...policy, users }, signIn, context).truth === "yes") === their);
}

const NO_GROUPS = { groups: new Set<never>() };
const NO_ROLES = { roles: new Set<never>() };
const without = (side: UserAssignment, none: Partial<UserAssignment>): UserAssignment => ({ ...side, ...none });
