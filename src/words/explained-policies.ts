import { targetsAzureManagement } from "../law/applications";
import type { Explanation } from "../law/conditions/condition";
import type { EvaluationContext, Reason } from "../law/evaluate";
import type { Policy } from "../law/model/policy";
import type { Tenant, User } from "../law/model/tenant";
import { meetsUsers } from "../law/users";
import type { Bypass } from "../verifier/verdict";
import { NOTHING_CLAIMED, supposedPolicy, supposing } from "../verifier/ways/supposed";
import { type Closing, closingOf, type EvaluatedPolicy, isRemedy, mendedPolicy } from "./evaluated-policy";
import { explain } from "./explain";
import { policyNames } from "./policy-name";
import type { DirectoryNames } from "./principal";

/** A policy that doesn't stop a bypass: why, and what would. */
export interface ExplainedPolicy extends Explanation {
  readonly policy: string;
  readonly reason: Reason;
  /** What would be closed if it weren't for the reason. */
  readonly closes: Closing;
  /** The tenant without the reason. */
  readonly mended: Tenant | undefined;
  /** How many people of the directory the change touches; not known where there are too many, or no directory. */
  readonly touches: number | undefined;
}

/**
 * Each policy of the tenant with regard to a bypass. What isn't known counts for the best in a way in that is certain all the
 * same: what is wrong for certain says it.
 */
export function explainedPolicies(
  bypass: Bypass,
  context: EvaluationContext,
  names: DirectoryNames,
): readonly ExplainedPolicy[] {
  const { signIn } = bypass;
  const nameOf = policyNames(context.tenant.policies);
  const isFirm = bypass.certain && bypass.hangsOn.length === 0;
  const best = isFirm ? supposing(context.tenant, context.membership, NOTHING_CLAIMED) : context;
  return context.tenant.policies.flatMap((policy, index) => {
    const judged = best.tenant.policies[index] ?? policy;
    const reason = bypass.because[index]?.reason;
    if (reason === undefined) return [];
    const evaluated: EvaluatedPolicy = { policy, signIn, context, names, isFirm };
    const mended = mendedPolicy(reason, evaluated, bypass);
    const mendedAtBest = mended && isFirm ? supposedPolicy(mended, NOTHING_CLAIMED) : mended;
    return [
      {
        policy: nameOf(policy),
        reason: reason === "users" && targetsAzureManagement(policy.applications) === "no" ? "applications" : reason,
        closes: closingOf(mendedAtBest, { ...evaluated, context: best }, bypass),
        mended:
          mended === undefined || !isRemedy(mended)
            ? undefined
            : { ...context.tenant, policies: context.tenant.policies.with(index, mended) },
        touches: mendedAtBest && peopleTouched(judged, mendedAtBest, best),
        ...explain(reason, evaluated),
      },
    ];
  });
}

/** Beyond this many people it isn't counted how many a change touches. */
export const MOST_PEOPLE = 5_000;

/** How many people of the directory the policy is about after the change; where that changes whom it is about, how many more. */
function peopleTouched(before: Policy, after: Policy, { tenant, membership }: EvaluationContext): number | undefined {
  const { users } = tenant;
  if (users === undefined || users.length > MOST_PEOPLE) return undefined;
  const isAbout = (policy: Policy, { id, classes: [type = "member"] }: User): boolean =>
    meetsUsers(policy.users, { kind: "person", id, identity: { type, home: "unnamed" } }, membership) === "yes";
  return users.filter((user) => isAbout(after, user) && (before.users === after.users || !isAbout(before, user)))
    .length;
}
