import { areUnconditional, dimensionOf, isConditionReason } from "../law/conditions";
import { outcome, type Reason } from "../law/evaluate";
import { AZURE_MANAGEMENT } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import type { Principal } from "../law/model/sign-in";
import { groupedBy } from "../text/grouped-by";
import { present } from "../text/present";
import { counted } from "../text/sentence";
import { prove } from "../verifier/prove";
import type { Bypass } from "../verifier/verdict";
import { contextWithClaims, NOTHING_CLAIMED, policyWithClaims } from "../verifier/ways/claims";
import { EXPLAIN, type Explanation, explainCondition } from "./explain";
import { listFew, withEach } from "./policies";
import type { DirectoryNames } from "./principal";
import { type ExplainedTenant, isSettled } from "./uncovered";
import { explainUsers } from "./users";

/** How many reasons a way in lists. The others are counted. */
const MOST_REASONS = 6;
/** With more people than this, no change is tried on all of them. */
const MOST_TRIED = 5_000;

const NEW_POLICY = `add a policy that requires MFA for all users and the Windows Azure Service Management API (${AZURE_MANAGEMENT}), without conditions`;

/**
 * Why no policy stops a way in: the policies that come closest to stopping it first. `fix` is what would stop it, made on demand,
 * because it is tried on the whole tenant.
 */
export function explainWayIn(bypass: Bypass, explained: ExplainedTenant) {
  const policies = triedPolicies(bypass, explained);
  const nearest = policies.filter(({ stops }) => stops).toSorted((one, other) => one.rank - other.rank);
  const reasons = groupedBy(nearest.length > 0 ? nearest : policies, ({ why }) => why).map(([why, alike]) =>
    withEach(listFew(alike.map(({ name }) => name)), alike, why),
  );
  const more = reasons.length - MOST_REASONS;
  return {
    reasons: present([
      policies.length === 0 && "no policy was read",
      ...reasons.slice(0, MOST_REASONS),
      more > 0 && `and ${counted(more, "more reason")}, in --format json`,
    ]),
    fix: () => fixInWords(nearest, explained),
  };
}

/** The change that comes closest to closing a way in, tried on the whole tenant, or a new policy if none comes close. */
function fixInWords(nearest: ReturnType<typeof triedPolicies>, explained: ExplainedTenant): string {
  const { names, exemptions, isWhole } = explained;
  const best = nearest.find(({ mended }) => mended === undefined || isRemedy(mended));
  if (best === undefined) return NEW_POLICY;
  const { name, fix, mended, at } = best;
  if (mended === undefined) return `${name}: ${fix}`;
  const isAffordable = isWhole && (names.tenant.users?.length ?? 0) <= MOST_TRIED;
  const after = { ...names.tenant, policies: names.tenant.policies.with(at, mended) };
  return `${name}: ${fix} (${isAffordable ? `after that: ${prove(after, exemptions).kind}` : "not tried on everybody"})`;
}

/**
 * Whether a policy may be advised. One that stops people from signing in at all isn't a remedy: a block, or a grant that requires more
 * than MFA.
 */
const isRemedy = ({ grant }: Policy): boolean =>
  grant.kind === "controls" && grant.controls.every(({ kind }) => kind === "mfa" || kind === "strength");

/**
 * Tries the change of each policy of the tenant. A way in that depends on nothing exists even if everything unknown turns out for the
 * best, so it is explained that way: by what is certainly wrong.
 */
function triedPolicies(bypass: Bypass, { context, names }: ExplainedTenant) {
  const { tenant } = context;
  const isFirm = isSettled(bypass);
  const seen = isFirm ? contextWithClaims(context, NOTHING_CLAIMED) : context;
  const people = principalsIn(bypass, names);
  const explained = (reason: Reason, policy: Policy): Explanation => {
    if (reason === "users") return explainUsers(policy, people, seen.membership.asSeenBy(policy.users), names);
    if (!isConditionReason(reason)) return EXPLAIN[reason](policy);
    return explainCondition(dimensionOf(reason), policy, bypass.signIn, tenant);
  };
  return tenant.policies.flatMap((policy, at) => {
    const reason = bypass.because[at]?.reason;
    if (reason === undefined) return [];
    const explanation = explained(reason, policy);
    const { mended = policy } = explanation;
    const asSeen = isFirm ? policyWithClaims(mended, NOTHING_CLAIMED) : mended;
    const stops = reason === "unsupported" || outcome(asSeen, bypass.signIn, seen).kind === "stops";
    // Policies about these people come first, then policies without conditions, then policies that are on.
    const isForOthers = mended.users.include !== policy.users.include;
    const rank =
      4 * Number(isForOthers) + 2 * Number(!areUnconditional(asSeen.conditions)) + Number(reason === "state");
    return { ...explanation, name: names.policy(policy), at, stops, rank };
  });
}

/** The principals that a way in is open for, in every class that they may belong to. Of many people, only the first. */
function principalsIn({ signIn, people, others }: Bypass, { userOf }: DirectoryNames): readonly Principal[] {
  const { identity } = signIn.principal;
  const inDirectory = people.slice(0, MOST_TRIED).flatMap((id): readonly Principal[] => {
    const { classes = [identity.type] } = userOf(id) ?? {};
    return classes.map((type) => ({ kind: "person", id, identity: { ...identity, type } }));
  });
  return [...inDirectory, ...others];
}
