import { CONDITIONS, DIMENSIONS } from "../../conditions";
import type { Explanation } from "../../conditions/condition";
import { AZURE_MANAGEMENT } from "../../model/ids";
import { counted, listing, named } from "../../text/sentence";
import type { EvaluationContext, Reason, ReasonBeside } from "../../verifier/evaluate";
import type { Bypass } from "../../verifier/verdict";
import type { DirectoryNames } from "../principal";
import { type Closing, closingOf, type EvaluatedPolicy } from "../why/evaluated-policy";
import { explain } from "../why/explain";
import type { Pen } from "./terminal";

/** Policies that are named for each bypass; the rest is counted. */
const MOST_POLICIES = 6;
const MOST_FIXES = 4;

const NEW_POLICY = `add a policy that requires MFA of all users for the Windows Azure Service Management API (${AZURE_MANAGEMENT}), without conditions`;

interface ExplainedPolicy extends Explanation {
  readonly policy: string;
  readonly reason: Reason;
  /** What would be closed if it weren't for the reason. */
  readonly closes: Closing;
}

/** Why nothing stops the sign-in, those policies first that come nearest to it, and what would. */
export function renderReasons(
  bypass: Bypass,
  names: DirectoryNames,
  context: EvaluationContext,
  pen: Pen,
): readonly string[] {
  const { listed, counted: rest, fixable } = ranked(explainedPolicies(bypass, names, context));
  const reasons = [
    ...listed.map(({ policy, why }) => `${policy} ${why}`),
    ...(rest.length > 0 ? [`${listed.length > 0 ? "and " : ""}${inNumbers(rest)}`] : []),
  ];
  return [...list("Why", reasons.length === 0 ? ["there is no policy"] : reasons, pen), ...renderFixes(fixable, pen)];
}

interface Ranked {
  readonly listed: readonly ExplainedPolicy[];
  readonly counted: readonly ExplainedPolicy[];
  readonly fixable: readonly ExplainedPolicy[];
}

/** Policies that were never meant to stop it. They are counted where others come near, and listed where none does. */
const BESIDE_THE_POINT: ReadonlySet<Reason> = new Set(["applications", "clientApplications", "state"]);

function ranked(policies: readonly ExplainedPolicy[]): Ranked {
  const nearest = [
    ...policies.filter(({ closes }) => closes === "all"),
    ...policies.filter(({ closes }) => closes === "part"),
  ];
  const meant = nearest.filter(({ reason }) => reason !== "applications");
  const near = nearest.filter(({ reason }) => reason === "applications");
  const others = policies.filter(({ closes }) => closes === "nothing");
  const best = meant.length > 0 ? meant : near;
  const candidates =
    meant.length > 0
      ? [...meant, ...others.filter(({ reason }) => !BESIDE_THE_POINT.has(reason))]
      : [...near, ...others];
  const listed = candidates.slice(0, MOST_POLICIES);
  const isListed = new Set(listed);
  return { listed, counted: policies.filter((one) => !isListed.has(one)), fixable: best };
}

function explainedPolicies(
  bypass: Bypass,
  names: DirectoryNames,
  context: EvaluationContext,
): readonly ExplainedPolicy[] {
  const { because, signIn } = bypass;
  return context.tenant.policies.flatMap((policy, index) => {
    const reason = because[index]?.reason;
    if (reason === undefined) return [];
    const evaluated: EvaluatedPolicy = { policy, signIn, context, names };
    return [
      {
        policy: named(policy.displayName),
        reason,
        closes: closingOf(reason, evaluated, bypass),
        ...explain(reason, evaluated),
      },
    ];
  });
}

function renderFixes(fixable: readonly ExplainedPolicy[], pen: Pen): readonly string[] {
  const fixes = fixable
    .slice(0, MOST_FIXES)
    .map(({ policy, fix, closes }) => `${policy}: ${fix}${closes === "part" ? " (that closes a part of it)" : ""}`);
  return list(
    "Do",
    fixes.length === 0 ? [NEW_POLICY] : fixes.map((fix, index) => (index === 0 ? fix : `or ${fix}`)),
    pen,
  );
}

const list = (label: string, texts: readonly string[], pen: Pen): readonly string[] =>
  texts.flatMap((text, index) => pen.entry(index === 0 ? label : "", text));

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
