import { targetsAzureManagement } from "../law/applications";
import { dimensionOf, isConditionReason, NOT_CONFIGURED } from "../law/conditions";
import { type EvaluationContext, type OtherReason, outcome, type Reason } from "../law/evaluate";
import { AZURE_MANAGEMENT } from "../law/model/ids";
import { ALL_USERS, COMPLIANT, type Policy, type UserAssignment } from "../law/model/policy";
import type { Principal } from "../law/model/sign-in";
import type { Tenant, User } from "../law/model/tenant";
import { meetsUsers } from "../law/users";
import { groupedBy } from "../text/grouped-by";
import { present } from "../text/present";
import { counted, listingSome } from "../text/sentence";
import { prove } from "../verifier/prove";
import type { Bypass } from "../verifier/verdict";
import { contextWithClaims, NOTHING_CLAIMED, policyWithClaims } from "../verifier/ways/claims";
import { stopsThroughout } from "../verifier/ways/width";
import { EXPLAIN, explainCondition } from "./explain";
import { withEach } from "./policies";
import { type DirectoryNames, describePrincipal } from "./principal";
import type { ExplainedTenant } from "./uncovered";
import { type Explanation, excludedWithout, excludingWays } from "./users";

/** How many reasons a way in lists. The other policies are counted. */
const MOST_REASONS = 6;
/** How many policies are named that fail for the same reason. */
const MOST_NAMED = 2;
const MOST_FIXES = 4;

/** Why no policy stops a way in, and what would. Neither has a full stop. */
export interface Explained {
  /** The policies that come closest to stopping it first. */
  readonly reasons: readonly string[];
  /** Made on demand, because each fix is tried. */
  readonly fixes: () => readonly string[];
}

/** Explains why no policy stops a way in, and finds what would. */
export function explainWayIn(bypass: Bypass, explained: ExplainedTenant): Explained {
  const policies = explainedPolicies(bypass, explained);
  const closing = (closes: ExplainedPolicy["closes"]) => policies.filter((one) => one.closes === closes);
  const near = [...closing("all"), ...closing("part")];
  const meant = near.filter(({ reason }) => reason !== "applications");
  const nearest = meant.length > 0 ? meant : near;
  const others = closing("nothing").filter(({ reason }) => meant.length === 0 || !NOT_MEANT.has(reason));
  const aboutThemFirst = nearest.toSorted((one, other) => Number(one.isForOthers) - Number(other.isForOthers));
  const listed = groupedBy([...aboutThemFirst, ...others], ({ why }) => why).slice(0, MOST_REASONS);
  const rest = policies.length - listed.flatMap(([, alike]) => alike).length;
  const more = rest > 0 && `and ${counted(rest, "more policy", "more policies")}, in --format json`;
  return {
    reasons:
      policies.length === 0
        ? ["the tenant has no policy"]
        : present([...listed.map(([why, alike]) => withEach(namesOf(alike), alike, why)), more]),
    fixes: () => fixesInWords(nearest, explained),
  };
}

/** Reasons of policies that were never meant to stop it. They are listed only if no other policy comes close. */
const NOT_MEANT: ReadonlySet<Reason> = new Set(["applications", "clientApplications", "state"]);

/** `"A"`, `"A", "B" and 10 more` */
const namesOf = (alike: readonly ExplainedPolicy[]): string =>
  listingSome(
    alike.map(({ policy }) => policy),
    MOST_NAMED,
  );

const NEW_POLICY = `add a policy that requires MFA for all users and the Windows Azure Service Management API (${AZURE_MANAGEMENT}), without conditions`;

/** What closes a way in: the smallest change first, or a new policy if no policy comes close. */
function fixesInWords(
  nearest: readonly ExplainedPolicy[],
  { context, exemptions, isWhole }: ExplainedTenant,
): readonly string[] {
  const isAffordable = isWhole && (context.tenant.users?.length ?? 0) <= MOST_PEOPLE;
  const fixes = smallestFirst(nearest).slice(0, MOST_FIXES);
  if (fixes.length === 0) return [NEW_POLICY];
  return fixes.map(({ policy, fix, closes, affected, mended }, index) => {
    const notes = present([
      closes === "part" && "closes a part of it",
      affected !== undefined && `affects ${counted(affected, "person", "people")}`,
      index === 0 && mended !== undefined && isAffordable && verdictAfter(mended, exemptions),
    ]).join("; ");
    return `${index === 0 ? "" : "or "}${policy}: ${fix}${notes === "" ? "" : ` (${notes})`}`;
  });
}

/** Changes that close all of it first, then changes that close a part. Within each, changes that affect few people first. */
const smallestFirst = (policies: readonly ExplainedPolicy[]) =>
  policies
    .filter(({ reason, mended }) => mended !== undefined || reason === "unsupported")
    .map((policy) => ({ ...policy, affected: policy.affects() }))
    .toSorted(
      (one, other) =>
        Number(one.closes === "part") - Number(other.closes === "part") ||
        (one.affected ?? Number.MAX_SAFE_INTEGER) - (other.affected ?? Number.MAX_SAFE_INTEGER),
    );

/** The verdict after this one change. */
function verdictAfter(tenant: Tenant, exemptions: ExplainedTenant["exemptions"]): string {
  const { kind, bypasses } = prove(tenant, exemptions);
  const left = bypasses.length === 0 ? "" : `, ${counted(bypasses.length, "way")} in left`;
  return `after that: ${kind}${left}`;
}

/** A policy that doesn't stop a bypass: why it doesn't, and which change would make it. */
interface ExplainedPolicy extends Explanation {
  readonly policy: string;
  readonly reason: Reason;
  /** How much of the bypass the policy would close without the reason. */
  readonly closes: "all" | "part" | "nothing";
  /** Whether the policy includes none of the people who get in. */
  readonly isForOthers: boolean;
  /** The tenant without the reason. `undefined` if that isn't a remedy. */
  readonly mended: Tenant | undefined;
  /** How many people in the directory the change affects. `undefined` if there are too many people to count, or no directory. */
  readonly affects: () => number | undefined;
}

/**
 * Explains for each policy of the tenant why it doesn't stop a bypass. A bypass that is certain exists even if everything unknown
 * turns out for the best, so it is explained that way: by what is certainly wrong.
 */
function explainedPolicies(bypass: Bypass, { context, names }: ExplainedTenant): readonly ExplainedPolicy[] {
  const { tenant, membership } = context;
  const { signIn } = bypass;
  const isFirm = bypass.certain && bypass.hangsOn.length === 0;
  const best = isFirm ? contextWithClaims(tenant, membership, NOTHING_CLAIMED) : context;
  const everybody = principalsIn(bypass, names);
  const who = describePrincipal(signIn.principal, names);
  const tried = bypass.people.slice(0, MOST_TRIED);
  return tenant.policies.flatMap((policy, index) => {
    const reason = bypass.because[index]?.reason;
    if (reason === undefined) return [];
    const excluded = reason === "users" ? excludingWays(policy, signIn.principal, context, isFirm) : [];
    const exclude = excluded.length > 0 && excludedWithout(excluded, tried, policy.users, membership, isFirm);
    const mended = mendedPolicy(reason, policy, exclude || undefined);
    const mendedAtBest = mended && isFirm ? policyWithClaims(mended, NOTHING_CLAIMED) : mended;
    const isRemedy = mended !== undefined && demandsMfaAlone(mended);
    return [
      {
        policy: names.policy(policy),
        reason: reason === "users" && targetsAzureManagement(policy.applications) === "no" ? "applications" : reason,
        closes: mendedAtBest === undefined ? "all" : closedBy(mendedAtBest, bypass, everybody, best),
        isForOthers: mended !== undefined && mended.users.include !== policy.users.include,
        mended: isRemedy ? { ...tenant, policies: tenant.policies.with(index, mended) } : undefined,
        affects: () => mendedAtBest && peopleAffected(best.tenant.policies[index] ?? policy, mendedAtBest, best),
        ...(isConditionReason(reason)
          ? explainCondition(dimensionOf(reason), policy, signIn, tenant)
          : EXPLAIN[reason]({ policy, who, excluded, names })),
      },
    ];
  });
}

/** The part of a policy that each reason is about, for the reasons that aren't conditions. */
const PART = {
  state: "enforcement",
  grant: "grant",
  applications: "applications",
  clientApplications: "workloadIdentitiesOnly",
} as const satisfies Record<Exclude<OtherReason, "unsupported" | "users">, keyof typeof COMPLIANT>;

/**
 * The policy without this one reason. Content that isn't understood can't be mended here.
 * @param exclude what it then excludes, if it excludes somebody who gets in
 */
function mendedPolicy(reason: Reason, policy: Policy, exclude: UserAssignment | undefined): Policy | undefined {
  const { users, conditions } = policy;
  if (reason === "unsupported") return undefined;
  if (reason === "users")
    return { ...policy, users: { ...users, ...(exclude ? { exclude } : { include: ALL_USERS }) } };
  if (!isConditionReason(reason)) return { ...policy, [PART[reason]]: COMPLIANT[PART[reason]] };
  const dimension = dimensionOf(reason);
  return { ...policy, conditions: { ...conditions, [dimension]: NOT_CONFIGURED[dimension] } };
}

/**
 * Whether widening the policy may be advised. A change that stops people from signing in at all isn't a remedy, so a block is never
 * widened, nor is a grant that requires more than MFA.
 */
const demandsMfaAlone = ({ grant }: Policy): boolean =>
  grant.kind === "controls" && grant.controls.every(({ kind }) => kind === "mfa" || kind === "strength");

/** With more people than this, it isn't tried whether a policy covers all of them. */
const MOST_TRIED = 20_000;

function closedBy(
  policy: Policy,
  bypass: Bypass,
  everybody: readonly Principal[],
  context: EvaluationContext,
): ExplainedPolicy["closes"] {
  if (outcome(policy, bypass.signIn, context).kind !== "stops") return "nothing";
  const isAbout = (one: Principal) => meetsUsers(policy.users, one, context.membership) === "yes";
  const isWhole = stopsThroughout(policy, bypass) && bypass.people.length <= MOST_TRIED && everybody.every(isAbout);
  return isWhole ? "all" : "part";
}

/** The principals that a bypass is open for, in every class that they may belong to. Of many people, only the first. */
function principalsIn({ signIn, people, others }: Bypass, names: DirectoryNames): readonly Principal[] {
  const { identity } = signIn.principal;
  const inDirectory = people
    .slice(0, MOST_TRIED)
    .flatMap((id) =>
      (names.userOf(id)?.classes ?? [identity.type]).map(
        (type): Principal => ({ kind: "person", id, identity: { ...identity, type } }),
      ),
    );
  return [...inDirectory, ...others];
}

/** With more people than this, it isn't counted how many a change affects. */
const MOST_PEOPLE = 5_000;

/** How many people in the directory the policy covers after the change. If the change is about its users, how many more than before. */
function peopleAffected(before: Policy, after: Policy, { tenant: { users }, membership }: EvaluationContext) {
  if (users === undefined || users.length > MOST_PEOPLE) return undefined;
  const isAbout = (policy: Policy, { id, classes: [type = "member"] }: User): boolean =>
    meetsUsers(policy.users, { kind: "person", id, identity: { type, home: "unnamed" } }, membership) === "yes";
  const isAffected = (user: User) => isAbout(after, user) && (before.users === after.users || !isAbout(before, user));
  return users.filter(isAffected).length;
}
