import { targetsAsFiltered } from "./applications";
import { CONDITIONS, type ConditionReason, DIMENSIONS, meetsCondition } from "./conditions";
import { isEnforced, isSatisfied } from "./grant";
import type { WhollyExempt } from "./membership/groups";
import { Membership } from "./membership/membership";
import type { Dimension } from "./model/dimensions";
import type { PolicyId } from "./model/ids";
import type { Policy } from "./model/policy";
import type { SignIn } from "./model/sign-in";
import type { Tenant } from "./model/tenant";
import { every, type Met, not, some, type Truth, truthOf } from "./model/truth";
import { meetsUsers } from "./users";

/** The reasons that aren't conditions. */
export type OtherReason = "state" | "grant" | "users" | "applications" | "clientApplications" | "unsupported";

/** The clause by which a policy lets a sign-in through, in a verdict's words. */
export type Reason = OtherReason | ConditionReason;

/** The tenant, and who is in what. */
export interface EvaluationContext {
  readonly tenant: Tenant;
  readonly membership: Membership;
}

/** The law for one tenant. @param exempt groups whose every member is exempt, so that nobody who is judged is in them */
export const evaluationContext = (tenant: Tenant, exempt: WhollyExempt = new Set()): EvaluationContext => ({
  tenant,
  membership: new Membership(tenant, exempt),
});

/** The same directory with other policies. Who is in what doesn't depend on them. */
export function withPolicies(context: EvaluationContext, policies: readonly Policy[]): EvaluationContext {
  return { ...context, tenant: { ...context.tenant, policies } };
}

/** How a clause is met that depends on the sign-in. */
type MetBy = (clause: "grant" | "users" | Dimension) => Met;

type Clause = readonly [reason: Reason, isMet: (policy: Policy, metBy: MetBy) => Met];

/**
 * The law for one policy and one sign-in, clause by clause, in the order in which reasons are given. The policy stops the
 * sign-in when it is enforced, its grant isn't satisfied by what the sign-in shows, and **every** condition is met; one that isn't configured
 * is met by all.
 * @see Microsoft Entra, "Conditional Access: Policies": all assignments are joined by AND (2024-03)
 */
const LAW: readonly Clause[] = [
  ["state", isEnforced],
  ["grant", (_, metBy) => metBy("grant")],
  ["users", (_, metBy) => metBy("users")],
  ["applications", ({ applications }) => targetsAsFiltered(applications)],
  ...DIMENSIONS.map(
    (dimension): Clause => [
      CONDITIONS[dimension].reason,
      ({ conditions }, metBy) => (conditions[dimension].kind === "any" ? "yes" : metBy(dimension)),
    ],
  ),
  ["clientApplications", ({ workloadIdentitiesOnly }) => truthOf(!workloadIdentitiesOnly)],
  ["unsupported", ({ notUnderstood }) => (notUnderstood.length > 0 ? "unclear" : "yes")],
];

/** All reasons that a verdict may give but `unsupported`, in their order. */
export const REASONS: readonly Reason[] = LAW.map(([reason]) => reason).filter((reason) => reason !== "unsupported");

const metBySignIn =
  ({ conditions, grant, users }: Policy, signIn: SignIn, { tenant, membership }: EvaluationContext) =>
  (clause: "grant" | "users" | Dimension): Truth => {
    if (clause === "grant") return not(isSatisfied(grant, signIn));
    if (clause === "users") return meetsUsers(users, signIn.principal, membership.asSeenBy(users));
    return meetsCondition(clause, conditions, signIn[clause], tenant);
  };

/** How one policy meets one sign-in. */
export type Outcome =
  | { readonly kind: "stops" }
  /** `reason` is the first clause that let the sign-in through. */
  | { readonly kind: "lets-through"; readonly reason: Reason }
  /** Whether it stops depends on content that isn't understood; under the cautious reading it lets through. */
  | { readonly kind: "unclear"; readonly reason: "unsupported" };

/**
 * *stops* iff every clause holds; *lets-through* with the first clause that certainly doesn't hold, or that depends on data that no file
 * has; *unclear* if it depends on unclear content.
 */
export function outcome(policy: Policy, signIn: SignIn, context: EvaluationContext): Outcome {
  const metBy = metBySignIn(policy, signIn, context);
  let unclear = false;
  for (const [reason, isMet] of LAW) {
    const met = isMet(policy, metBy);
    if (met === "no" || met === "depends") return { kind: "lets-through", reason };
    unclear ||= met === "unclear";
  }
  return unclear ? { kind: "unclear", reason: "unsupported" } : { kind: "stops" };
}

/** Whether a policy applies, its state and grant aside; the first reason why it doesn't; and the first clause that it depends on. */
export interface Applicability {
  readonly applies: Met;
  readonly because: Reason | undefined;
  readonly dependsOn: Reason | undefined;
}

const APPLYING = LAW.filter(([reason]) => reason !== "state" && reason !== "grant");

/** What a policy's clauses, other than its state and grant, come to. */
export function applicability(policy: Policy, metBy: MetBy): Applicability {
  const met = APPLYING.map(([, isMet]) => isMet(policy, metBy));
  const first = (wanted: Met): Reason | undefined => APPLYING[met.indexOf(wanted)]?.[0];
  return { applies: every(met), because: first("no"), dependsOn: first("depends") };
}

/**
 * Whether anything stops this sign-in from reaching Azure management without MFA.
 *
 * All policies that apply must be satisfied, in no order. If none applies, Entra gives the token after the first factor. So one policy
 * that stops the sign-in is enough, and none is a bypass.
 * @returns `yes` stopped; `no` it gets through; `unclear` it depends on content that isn't understood
 */
export function evaluate(context: EvaluationContext, signIn: SignIn): Truth {
  return some(context.tenant.policies.map((policy) => asTruth(outcome(policy, signIn, context))));
}

/** A policy that could have stopped a sign-in, and the first clause that let it through. */
export interface LetThrough {
  readonly policy: PolicyId;
  readonly displayName: string;
  readonly reason: Reason;
}

const asTruth = ({ kind }: Outcome): Truth => (kind === "stops" ? "yes" : kind === "unclear" ? "unclear" : "no");
