import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import type { Reason, ReasonBeside } from "../law/evaluate";
import { counted, listing, listingSome } from "../text/sentence";
import type { Bypass } from "../verifier/verdict";
import { type ExplainedPolicy, explainedPolicies } from "./explained-policies";
import type { ExplainedTenant } from "./explained-tenant";
import { fixesInWords } from "./fixes";

/** Reasons that are listed for each way in; the other policies are counted. */
const MOST_REASONS = 6;

/** Why no policy stops a way in, those first that come nearest to it, and what would. Neither has a full stop. */
export interface Explained {
  readonly reasons: readonly string[];
  /** Made when it is asked for: each is tried. */
  readonly fixes: () => readonly string[];
}

export function explainWayIn(bypass: Bypass, explained: ExplainedTenant): Explained {
  const { context, directory } = explained;
  const { listed, counted: rest, nearest } = ranked(explainedPolicies(bypass, context, directory.names));
  const reasons = [
    ...listed.map(saidOnce),
    ...(rest.length > 0 ? [`${listed.length > 0 ? "and " : ""}${inNumbers(rest)}`] : []),
  ];
  return {
    reasons: reasons.length === 0 ? ["there is no policy"] : reasons,
    fixes: () => fixesInWords(nearest, explained),
  };
}

/** Policies that fail for one and the same reason. */
type Alike = readonly ExplainedPolicy[];

interface Ranked {
  readonly listed: readonly Alike[];
  readonly counted: readonly ExplainedPolicy[];
  /** Those that come nearest to stopping it. */
  readonly nearest: readonly ExplainedPolicy[];
}

/** Policies that are named where several fail alike. */
const MOST_NAMED = 2;

/** `"A" covers only browsers`; `"A", "B" and 10 more: each covers only browsers`. */
function saidOnce(alike: Alike): string {
  const [first] = alike;
  if (first === undefined) return "";
  if (alike.length === 1) return `${first.policy} ${first.why}`;
  const names = alike.map(({ policy }) => policy);
  return `${listingSome(names, MOST_NAMED)}: each ${first.why}`;
}

function alikeAmong(policies: readonly ExplainedPolicy[]): readonly Alike[] {
  const byWhy = new Map<string, ExplainedPolicy[]>();
  for (const policy of policies) byWhy.set(policy.why, [...(byWhy.get(policy.why) ?? []), policy]);
  return [...byWhy.values()];
}

/** Policies that were never meant to stop it. They are counted where others come near, and listed where none does. */
const BESIDE_THE_POINT: ReadonlySet<Reason> = new Set(["applications", "clientApplications", "state"]);

function ranked(policies: readonly ExplainedPolicy[]): Ranked {
  const close = [
    ...policies.filter(({ closes }) => closes === "all"),
    ...policies.filter(({ closes }) => closes === "part"),
  ];
  const meant = close.filter(({ reason }) => reason !== "applications");
  const near = close.filter(({ reason }) => reason === "applications");
  const others = policies.filter(({ closes }) => closes === "nothing");
  const candidates =
    meant.length > 0
      ? [...meant, ...others.filter(({ reason }) => !BESIDE_THE_POINT.has(reason))]
      : [...near, ...others];
  const listed = alikeAmong(candidates).slice(0, MOST_REASONS);
  const isListed = new Set(listed.flat());
  return { listed, counted: policies.filter((one) => !isListed.has(one)), nearest: meant.length > 0 ? meant : near };
}

/** What policies are that are only counted, by the reason why they don't stop the sign-in. */
const COUNTED: { readonly [reason: string]: string } = {
  state: "off or report-only",
  grant: "asking for something else than MFA",
  users: "about other people",
  applications: "about other resources",
  ...Object.fromEntries(
    DIMENSIONS.map((dimension) => [CONDITIONS[dimension].reason, CONDITIONS[dimension].words.unmet]),
  ),
  clientApplications: "about workload identities",
  unsupported: "not understood",
} satisfies Record<ReasonBeside, string>;

/** `12 more: 8 about other resources, 4 off or report-only`. */
function inNumbers(policies: readonly ExplainedPolicy[]): string {
  const counts = new Map<Reason, number>();
  for (const { reason } of policies) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const ranked = [...counts].sort(([, one], [, other]) => other - one);
  return `${counted(policies.length, "more", "more")}: ${listing(
    ranked.map(([reason, count]) => `${count} ${COUNTED[reason]}`),
    "and",
  )}`;
}
