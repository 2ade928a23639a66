import { targetsAsFiltered, targetsAzureManagement } from "./applications";
import {
  CONDITIONS,
  type ConditionReason,
  DIMENSIONS,
  dimensionOf,
  isConditionReason,
  meetsCondition,
  varies,
} from "./conditions";
import { isEnforced, isSatisfied } from "./grant";
import type { WhollyExempt } from "./membership/groups";
import { Membership } from "./membership/membership";
import type { Dimension } from "./model/dimensions";
import type { PolicyId } from "./model/ids";
import type { Policy } from "./model/policy";
import type { SignIn } from "./model/sign-in";
import type { Tenant } from "./model/tenant";
import { not, some, type Truth, truthOf } from "./model/truth";
import { meetsUsers } from "./users";

/** Reasons that no condition has. */
export type OtherReason = "state" | "grant" | "users" | "applications" | "clientApplications" | "unsupported";

/** What can let a sign-in through a policy, in a verdict's words. */
export type Reason = OtherReason | ConditionReason;

/** The tenant, and who is in what. */
export interface EvaluationContext {
  readonly tenant: Tenant;
  readonly membership: Membership;
}

/** @param exempt groups whose every member is exempt: whoever is judged is in none of them */
export const evaluationContext = (tenant: Tenant, exempt: WhollyExempt = new Set()): EvaluationContext => ({
  tenant,
  membership: new Membership(tenant, exempt),
});

type Clause = (policy: Policy, signIn: SignIn, context: EvaluationContext) => Truth;

/**
 * The law for one policy and one sign-in, clause by clause, in the order in which reasons are given. The policy stops the
 * sign-in when it is enforced, its grant isn't satisfied by what the sign-in shows, and **every** condition is met; one that isn't configured
 * is met by all.
 * @see Microsoft Entra, "Conditional Access: Policies": all assignments are joined by AND (2024-03)
 */
const LAW: readonly (readonly [reason: Reason, clause: Clause])[] = [
  ["state", (policy) => isEnforced(policy)],
  ["grant", (policy, signIn) => not(isSatisfied(policy.grant, signIn))],
  ["users", (policy, { principal }, { membership }) => meetsUsers(policy.users, principal, membership)],
  ["applications", (policy) => targetsAzureManagement(policy.applications)],
  ...DIMENSIONS.map(conditionClause),
  ["clientApplications", (policy) => truthOf(!policy.workloadIdentitiesOnly)],
];

function conditionClause<D extends Dimension>(dimension: D): readonly [Reason, Clause] {
  return [
    CONDITIONS[dimension].reason,
    ({ conditions }, signIn, { tenant }) => meetsCondition(dimension, conditions, signIn[dimension], tenant),
  ];
}

/** All reasons that a verdict may give but `unsupported`, in their order. */
export const REASONS: readonly Reason[] = LAW.map(([reason]) => reason).filter(
  (reason) => !isConditionReason(reason) || varies(dimensionOf(reason)),
);

/** How one policy meets one sign-in. */
export type Outcome =
  | { readonly kind: "stops" }
  /** `reason` is the first clause that let the sign-in through. */
  | { readonly kind: "lets-through"; readonly reason: Reason }
  /** Whether it stops depends on content that isn't understood; under the cautious reading it lets through. */
  | { readonly kind: "unclear"; readonly reason: "unsupported" };

/** *stops* iff every clause holds; *lets-through* with the first that certainly doesn't; else it depends on unclear content. */
export function outcome(policy: Policy, signIn: SignIn, context: EvaluationContext): Outcome {
  let unclear = policy.notUnderstood.length > 0;
  for (const [reason, clause] of LAW) {
    const truth = clause(policy, signIn, context);
    if (truth === "no") return { kind: "lets-through", reason };
    unclear ||= truth === "unclear";
  }
  return unclear ? { kind: "unclear", reason: "unsupported" } : { kind: "stops" };
}

/** Whether something of a policy is met where not all is known: *depends* on what isn't. */
export type Met = Truth | "depends";

/** How a clause is met that depends on the sign-in: whom the policy covers, or one of its conditions. */
type MetBy = (clause: "users" | Dimension) => Met;

/** Everything that must be met, whatever the policy's state and grant, in the order in which reasons are given. */
const APPLYING: readonly (readonly [reason: Reason, clause: (policy: Policy, metBy: MetBy) => Met])[] = [
  ["users", (_, metBy) => metBy("users")],
  ["applications", ({ applications }) => targetsAsFiltered(applications)],
  ...DIMENSIONS.map((dimension): (typeof APPLYING)[number] => [
    CONDITIONS[dimension].reason,
    ({ conditions }, metBy) => (conditions[dimension].kind === "any" ? "yes" : metBy(dimension)),
  ]),
  ["clientApplications", ({ workloadIdentitiesOnly }) => truthOf(!workloadIdentitiesOnly)],
  ["unsupported", ({ notUnderstood }) => (notUnderstood.length > 0 ? "unclear" : "yes")],
];

/** Whether a policy applies, the first thing by which it doesn't, and the first that it depends on. */
export interface Applicability {
  readonly applies: Met;
  readonly because: Reason | undefined;
  readonly dependsOn: Reason | undefined;
}

/** A definite no wins over what it depends on, and that over unclear. */
export function applicability(policy: Policy, metBy: MetBy): Applicability {
  const met = APPLYING.map(([, clause]) => clause(policy, metBy));
  const first = (wanted: Met): Reason | undefined => APPLYING[met.indexOf(wanted)]?.[0];
  const applies = (["no", "depends", "unclear"] as const).find((one) => met.includes(one)) ?? "yes";
  return { applies, because: first("no"), dependsOn: first("depends") };
}

/** The same of one sign-in of which everything is known. */
export const applicabilityTo = (
  policy: Policy,
  signIn: SignIn,
  { tenant, membership }: EvaluationContext,
): Applicability =>
  applicability(policy, (clause) =>
    clause === "users"
      ? meetsUsers(policy.users, signIn.principal, membership)
      : meetsCondition(clause, policy.conditions, signIn[clause], tenant),
  );

/**
 * Whether anything stops this sign-in from reaching Azure management without MFA.
 *
 * All policies that apply must be satisfied, in no order, and where none applies the token is given after the first
 * factor. So one policy that stops it is enough, and none is a bypass.
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
