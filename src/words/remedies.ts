import { dimensionOf, isConditionReason } from "../law/conditions";
import { type EvaluationContext, outcome, type Reason } from "../law/evaluate";
import { AZURE_MANAGEMENT } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import type { Principal } from "../law/model/sign-in";
import { meetsUsers } from "../law/users";
import { groupedBy } from "../text/grouped-by";
import { present } from "../text/present";
import { counted } from "../text/sentence";
import { prove } from "../verifier/prove";
import type { Bypass } from "../verifier/verdict";
import { contextWithClaims, NOTHING_CLAIMED, policyWithClaims } from "../verifier/ways/claims";
import { stopsThroughout } from "../verifier/ways/width";
import { EXPLAIN, type Explanation, explainCondition } from "./explain";
import { listFew, withEach } from "./policies";
import type { DirectoryNames } from "./principal";
import { type ExplainedTenant, isSettled } from "./uncovered";
import { explainUsers } from "./users";

/** How many reasons a way in lists. The other policies are counted. */
const MOST_REASONS = 6;
const MOST_FIXES = 4;
/** With more people than this, no change is tried on all of them. */
const MOST_TRIED = 5_000;

/**
 * Why no policy stops a way in: the policies that come closest to stopping it first. `fixes` is what would stop it, made on demand,
 * because the first is tried on the whole tenant.
 */
export function explainWayIn(bypass: Bypass, explained: ExplainedTenant) {
  const policies = triedPolicies(bypass, explained);
  const near = policies.filter(({ closes }) => closes !== "nothing");
  const meant = near.filter(({ reason }) => reason !== "applications");
  const nearest = (meant.length > 0 ? meant : near).toSorted((one, other) => one.rank - other.rank);
  const listed = groupedBy(nearest.length > 0 ? nearest : policies, ({ why }) => why).slice(0, MOST_REASONS);
  const rest = policies.length - listed.flatMap(([, alike]) => alike).length;
  const more = rest > 0 && `and ${counted(rest, "more policy", "more policies")}, in --format json`;
  const reasons = listed.map(([why, alike]) => withEach(listFew(alike.map(({ name }) => name)), alike, why));
  return {
    reasons: policies.length === 0 ? ["no policy was read"] : present([...reasons, more]),
    fixes: () => fixesInWords(nearest, explained),
  };
}

const NEW_POLICY = `add a policy that requires MFA for all users and the Windows Azure Service Management API (${AZURE_MANAGEMENT}), without conditions`;

/** The changes that close a way in, or a new policy if no policy comes close. The first is tried on the whole tenant. */
function fixesInWords(nearest: readonly TriedPolicy[], { context: { tenant }, exemptions, isWhole }: ExplainedTenant) {
  const isAffordable = isWhole && (tenant.users?.length ?? 0) <= MOST_TRIED;
  const remedies = nearest.filter(({ remedy, reason }) => remedy !== undefined || reason === "unsupported");
  if (remedies.length === 0) return [NEW_POLICY];
  return remedies.slice(0, MOST_FIXES).map(({ name, fix, closes, remedy }, at) => {
    const after = at === 0 && isAffordable && remedy && { ...tenant, policies: tenant.policies.with(...remedy) };
    const notes = present([
      closes === "part" && "closes a part of it",
      after && `after that: ${prove(after, exemptions).kind}`,
    ]).join("; ");
    return `${at === 0 ? "" : "or "}${name}: ${fix}${notes === "" ? "" : ` (${notes})`}`;
  });
}

/** A policy that doesn't stop a way in: why it doesn't, and the change that would make it. */
type TriedPolicy = ReturnType<typeof triedPolicies>[number];

/**
 * Tries the change of each policy of the tenant. A way in that depends on nothing exists even if everything unknown turns out for the
 * best, so it is explained that way: by what is certainly wrong.
 */
function triedPolicies(bypass: Bypass, { context, names }: ExplainedTenant) {
  const { tenant, membership } = context;
  const isFirm = isSettled(bypass);
  const seen = isFirm ? contextWithClaims(tenant, membership, NOTHING_CLAIMED) : context;
  const people = principalsIn(bypass, names);
  const explained = (reason: Reason, policy: Policy): Explanation => {
    if (reason === "users") return explainUsers(policy, people, seen.membership, names);
    if (!isConditionReason(reason)) return EXPLAIN[reason](policy);
    return explainCondition(dimensionOf(reason), policy, bypass.signIn, tenant);
  };
  return tenant.policies.flatMap((policy, at) => {
    const reason = bypass.because[at]?.reason;
    if (reason === undefined) return [];
    const { mended = policy, ...words } = explained(reason, policy);
    const asSeen = isFirm ? policyWithClaims(mended, NOTHING_CLAIMED) : mended;
    const closes = reason === "unsupported" ? "all" : closedBy(asSeen, bypass, people, seen);
    const isForOthers = mended.users.include !== policy.users.include;
    return {
      ...words,
      name: names.policy(policy),
      reason,
      closes,
      /** Changes that close all of it come first, then policies about these people, then policies that are on. */
      rank: 4 * Number(closes === "part") + 2 * Number(isForOthers) + Number(reason === "state"),
      /** The policy after the change, and its place. `undefined` if that isn't a remedy. */
      remedy: reason !== "unsupported" && isRemedy(mended) ? ([at, mended] as const) : undefined,
    };
  });
}

/**
 * Whether a policy may be advised. One that stops people from signing in at all isn't a remedy: a block, or a grant that requires more
 * than MFA.
 */
const isRemedy = ({ grant }: Policy): boolean =>
  grant.kind === "controls" && grant.controls.every(({ kind }) => kind === "mfa" || kind === "strength");

/** How much of a way in the policy stops. */
function closedBy(
  policy: Policy,
  bypass: Bypass,
  everybody: readonly Principal[],
  context: EvaluationContext,
): "all" | "part" | "nothing" {
  if (outcome(policy, bypass.signIn, context).kind !== "stops") return "nothing";
  const isAbout = (one: Principal) => meetsUsers(policy.users, one, context.membership) === "yes";
  const isWhole = stopsThroughout(policy, bypass) && bypass.people.length <= MOST_TRIED && everybody.every(isAbout);
  return isWhole ? "all" : "part";
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
