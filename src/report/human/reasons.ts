import type { Ground, Hole, Reason } from "../../verifier";
import { explain } from "../why/explain";
import { isNearMiss } from "../why/near-miss";
import type { Explanation, Seen } from "../why/seen";
import type { DirectoryNames } from "../words/directory-names";
import { counted, listing } from "../words/listing";
import { named } from "../words/named";
import type { Pen } from "./look";

/** Policies that are named for each way in; the rest is counted. */
const MOST_POLICIES = 6;
const MOST_FIXES = 4;

const NEW_POLICY =
  "add a policy that requires MFA of all users for the Windows Azure Service Management API (797f4846-ba00-4fd7-ba43-dac1f8f63013), without conditions";

interface Missed extends Explanation {
  readonly policy: string;
  readonly reason: Reason;
  /** The reason is all that keeps the policy from stopping the sign-in. */
  readonly isNear: boolean;
}

/** Why nothing stops the sign-in, those policies first that come nearest to it, and what would. */
export function renderReasons(hole: Hole, names: DirectoryNames, ground: Ground, pen: Pen): readonly string[] {
  const missed = missedIn(hole, names, ground);
  const near = missed.filter(({ isNear }) => isNear);
  const ranked = [...near, ...missed.filter(({ isNear }) => !isNear)];
  const rest = ranked.slice(MOST_POLICIES);
  const reasons = [
    ...ranked.slice(0, MOST_POLICIES).map(({ policy, why }) => `${policy} ${why}`),
    ...(rest.length > 0 ? [`and ${inNumbers(rest)}`] : []),
  ];
  return [...list("Why", reasons.length === 0 ? ["there is no policy"] : reasons, pen), ...renderFixes(near, pen)];
}

function missedIn({ because, signIn }: Hole, names: DirectoryNames, ground: Ground): readonly Missed[] {
  return ground.tenant.policies.flatMap((policy, index) => {
    const reason = because[index]?.reason;
    if (reason === undefined) return [];
    const seen: Seen = { policy, signIn, ground, names };
    return [{ policy: named(policy.displayName), reason, isNear: isNearMiss(reason, seen), ...explain(reason, seen) }];
  });
}

function renderFixes(near: readonly Missed[], pen: Pen): readonly string[] {
  const fixes = near.slice(0, MOST_FIXES).map(({ policy, fix }) => `${policy}: ${fix}`);
  return list(
    "Do",
    fixes.length === 0 ? [NEW_POLICY] : fixes.map((fix, index) => (index === 0 ? fix : `or ${fix}`)),
    pen,
  );
}

const list = (label: string, texts: readonly string[], pen: Pen): readonly string[] =>
  texts.flatMap((text, index) => pen.entry(index === 0 ? label : "", text));

const IN_NUMBERS: Record<Reason, string> = {
  state: "off or report-only",
  grant: "asking for something else than MFA",
  users: "about other people",
  applications: "about other resources",
  clientAppTypes: "about other clients",
  platforms: "about other platforms",
  locations: "about other places",
  devices: "about other devices",
  signInRisk: "about another sign-in risk",
  userRisk: "about another user risk",
  insiderRisk: "about another insider risk",
  authenticationFlows: "about other authentication flows",
  clientApplications: "about workload identities",
  unsupported: "not understood",
};

/** `12 more: 8 about other resources, 4 off or report-only`. */
function inNumbers(missed: readonly Missed[]): string {
  const counts = new Map<Reason, number>();
  for (const { reason } of missed) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const ranked = [...counts].sort(([, one], [, other]) => other - one);
  return `${counted(missed.length, "more", "more")}: ${listing(
    ranked.map(([reason, count]) => `${count} ${IN_NUMBERS[reason]}`),
    "and",
  )}`;
}
