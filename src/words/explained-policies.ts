import { targetsAzureManagement } from "../law/applications";
import {
  conditionsWith,
  DIMENSIONS,
  dimensionOf,
  isConditionReason,
  isListed,
  NOT_CONFIGURED,
  valuesOf,
} from "../law/conditions";
import type { Explanation } from "../law/conditions/condition";
import { type EvaluationContext, type OtherReason, outcome, type Reason } from "../law/evaluate";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import { ALL_USERS, AS_IT_SHOULD_BE, type Policy } from "../law/model/policy";
import type { Principal, SignIn } from "../law/model/sign-in";
import type { Tenant, User } from "../law/model/tenant";
import { meetsUsers } from "../law/users";
import type { Bypass, Width } from "../verifier/verdict";
import { NOTHING_CLAIMED, supposedPolicy, supposing } from "../verifier/ways/supposed";
import { explain } from "./explain";
import type { DirectoryNames } from "./principal";
import { type EvaluatedPolicy, includingAgain } from "./users";

/** A policy that doesn't stop a bypass: why, and what would. */
export interface ExplainedPolicy extends Explanation {
  readonly policy: string;
  readonly reason: Reason;
  /** How much of the bypass would be closed if it weren't for the reason. */
  readonly closes: "all" | "part" | "nothing";
  /** The tenant without the reason; `undefined` where that is no remedy. */
  readonly mended: Tenant | undefined;
  /** How many people of the directory the change touches; not known where there are too many, or no directory. */
  readonly touches: () => number | undefined;
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
  const { tenant, membership } = context;
  const isFirm = bypass.certain && bypass.hangsOn.length === 0;
  const best = isFirm ? supposing(tenant, membership, NOTHING_CLAIMED) : context;
  return tenant.policies.flatMap((policy, index) => {
    const reason = bypass.because[index]?.reason;
    if (reason === undefined) return [];
    const evaluated: EvaluatedPolicy = { policy, signIn: bypass.signIn, context, names, isFirm };
    const mended = mendedPolicy(reason, evaluated, bypass);
    const mendedAtBest = mended && isFirm ? supposedPolicy(mended, NOTHING_CLAIMED) : mended;
    const isRemedy = mended !== undefined && demandsMfaAlone(mended);
    return [
      {
        policy: names.policy(policy),
        reason: reason === "users" && targetsAzureManagement(policy.applications) === "no" ? "applications" : reason,
        closes: mendedAtBest === undefined ? "all" : closedBy(mendedAtBest, bypass, best, names),
        mended: isRemedy ? { ...tenant, policies: tenant.policies.with(index, mended) } : undefined,
        touches: () => mendedAtBest && peopleTouched(best.tenant.policies[index] ?? policy, mendedAtBest, best),
        ...explain(reason, evaluated),
      },
    ];
  });
}

/** For each reason that no condition has, the part of a policy that it is about. */
const PART = {
  state: "enforcement",
  grant: "grant",
  applications: "applications",
  clientApplications: "workloadIdentitiesOnly",
} as const satisfies Record<Exclude<OtherReason, "unsupported" | "users">, keyof typeof AS_IT_SHOULD_BE>;

/** The policy as it would be if it weren't let down by this one reason. What isn't understood can't be mended here. */
function mendedPolicy(reason: Reason, evaluated: EvaluatedPolicy, { people }: Bypass): Policy | undefined {
  const { policy } = evaluated;
  if (reason === "unsupported") return undefined;
  if (reason === "users") {
    const exclude = includingAgain(people.slice(0, MOST_TRIED), evaluated);
    return { ...policy, users: { ...policy.users, ...(exclude ? { exclude } : { include: ALL_USERS }) } };
  }
  if (!isConditionReason(reason)) return { ...policy, [PART[reason]]: AS_IT_SHOULD_BE[PART[reason]] };
  const mended = dimensionOf(reason);
  const conditions = conditionsWith((dimension) =>
    dimension === mended ? NOT_CONFIGURED[dimension] : policy.conditions[dimension],
  );
  return { ...policy, conditions };
}

/**
 * Whether a change may be advised: what stops people from signing in at all is no remedy, so a block is never widened, nor a
 * grant that asks for more than MFA.
 */
const demandsMfaAlone = ({ grant }: Policy): boolean =>
  grant.kind === "controls" && grant.controls.every(({ kind }) => kind === "mfa" || kind === "strength");

/** Beyond this many people it isn't tried whether a policy is about all of them. */
const MOST_TRIED = 20_000;

function closedBy(
  mended: Policy,
  bypass: Bypass,
  context: EvaluationContext,
  names: DirectoryNames,
): ExplainedPolicy["closes"] {
  const { signIn } = bypass;
  const stops = (one: SignIn): boolean => outcome(mended, one, context).kind === "stops";
  if (!stops(signIn)) return "nothing";
  // Conditions are joined by AND, so each dimension can be tried on its own.
  const isWhole =
    DIMENSIONS.every((dimension) => stopsEachValue(dimension, mended, bypass, stops)) &&
    principalsIn(bypass, names)?.every((principal) => stops({ ...signIn, principal }));
  return isWhole ? "all" : "part";
}

function stopsEachValue<D extends Dimension>(
  dimension: D,
  { conditions }: Policy,
  { signIn, alsoTrueFor }: Bypass,
  stops: (one: SignIn) => boolean,
): boolean {
  const wide: Width[D] = alsoTrueFor[dimension];
  const stopsAt = (value: Circumstances[D]): boolean => stops({ ...signIn, [dimension]: value });
  if (wide === undefined) return true;
  if (wide !== "any") return wide.every(stopsAt);
  return conditions[dimension].kind === "any" || (isListed(dimension) && valuesOf(dimension).every(stopsAt));
}

/** Everybody whom a bypass is open for, in every class they may be of; `undefined`: too many. */
function principalsIn({ signIn, people, others }: Bypass, names: DirectoryNames): readonly Principal[] | undefined {
  if (people.length > MOST_TRIED) return undefined;
  const { identity } = signIn.principal;
  const inDirectory = people.flatMap((id) =>
    (names.userOf(id)?.classes ?? [identity.type]).map(
      (type): Principal => ({ kind: "person", id, identity: { ...identity, type } }),
    ),
  );
  return [...inDirectory, ...others];
}

/** Beyond this many people it isn't counted how many a change touches. */
export const MOST_PEOPLE = 5_000;

/** How many people of the directory the policy is about after the change; where that changes whom it is about, how many more. */
function peopleTouched(before: Policy, after: Policy, { tenant: { users }, membership }: EvaluationContext) {
  if (users === undefined || users.length > MOST_PEOPLE) return undefined;
  const isAbout = (policy: Policy, { id, classes: [type = "member"] }: User): boolean =>
    meetsUsers(policy.users, { kind: "person", id, identity: { type, home: "unnamed" } }, membership) === "yes";
  const isTouched = (user: User) => isAbout(after, user) && (before.users === after.users || !isAbout(before, user));
  return users.filter(isTouched).length;
}
