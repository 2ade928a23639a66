import { CONDITIONS, DIMENSIONS } from "../../conditions";
import type { Explanation } from "../../conditions/condition";
import { AZURE_MANAGEMENT } from "../../model/ids";
import type { Policy } from "../../model/policy";
import type { SignIn } from "../../model/sign-in";
import type { Tenant, User } from "../../model/tenant";
import { counted, listing, named } from "../../text/sentence";
import { type EvaluationContext, outcome, type Reason, type ReasonBeside } from "../../verifier/evaluate";
import { favourable } from "../../verifier/favourable";
import { targetsAzureManagement } from "../../verifier/law/applications";
import { meetsUsers } from "../../verifier/law/users";
import { prove } from "../../verifier/prove";
import type { Bypass } from "../../verifier/verdict";
import { type Closing, closingOf, type EvaluatedPolicy, isRemedy, mendedPolicy } from "../why/evaluated-policy";
import { explain } from "../why/explain";
import type { ExplainedTenant } from "./explained-tenant";
import type { Pen } from "./terminal";

/** Reasons that are told for each bypass; the rest of the policies is counted. */
const MOST_REASONS = 6;
const MOST_FIXES = 4;

const NEW_POLICY = `add a policy that requires MFA of all users for the Windows Azure Service Management API (${AZURE_MANAGEMENT}), without conditions`;

interface ExplainedPolicy extends Explanation {
  readonly policy: string;
  readonly reason: Reason;
  /** What would be closed if it weren't for the reason. */
  readonly closes: Closing;
  /** The tenant without the reason. */
  readonly mended: Tenant | undefined;
  /** How many people of the directory the change touches; not known where there are too many, or no directory. */
  readonly touches: number | undefined;
}

/** Why nothing stops the sign-in, those policies first that come nearest to it, and what would. */
export function renderReasons(bypass: Bypass, explained: ExplainedTenant, pen: Pen): readonly string[] {
  const { listed, counted: rest, fixable } = ranked(explainedPolicies(bypass, explained));
  const reasons = [
    ...listed.map(saidOnce),
    ...(rest.length > 0 ? [`${listed.length > 0 ? "and " : ""}${inNumbers(rest)}`] : []),
  ];
  return [
    ...list("Why", reasons.length === 0 ? ["there is no policy"] : reasons, pen),
    ...renderFixes(fixable, explained, pen),
  ];
}

/** Policies that fail for one and the same reason. */
type Alike = readonly ExplainedPolicy[];

interface Ranked {
  readonly listed: readonly Alike[];
  readonly counted: readonly ExplainedPolicy[];
  readonly fixable: readonly ExplainedPolicy[];
}

/** Policies that are named where several fail alike. */
const MOST_NAMED = 2;

/** `"A" covers only browsers`; `"A", "B" and 10 more: each covers only browsers`. */
function saidOnce(alike: Alike): string {
  const [first] = alike;
  if (first === undefined) return "";
  if (alike.length === 1) return `${first.policy} ${first.why}`;
  const names = alike.slice(0, MOST_NAMED).map(({ policy }) => policy);
  const more = alike.length - names.length;
  return `${listing([...names, ...(more > 0 ? [`${more} more`] : [])], "and")}: each ${first.why}`;
}

function alikeAmong(policies: readonly ExplainedPolicy[]): readonly Alike[] {
  const byWhy = new Map<string, ExplainedPolicy[]>();
  for (const policy of policies) byWhy.set(policy.why, [...(byWhy.get(policy.why) ?? []), policy]);
  return [...byWhy.values()];
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
  const listed = alikeAmong(candidates).slice(0, MOST_REASONS);
  const isListed = new Set(listed.flat());
  return { listed, counted: policies.filter((one) => !isListed.has(one)), fixable: smallestFirst(best) };
}

/** Changes that close the whole before those that close a part, those that touch few people before those that touch many. */
const smallestFirst = (policies: readonly ExplainedPolicy[]): readonly ExplainedPolicy[] =>
  policies
    .filter(({ reason, mended }) => mended !== undefined || reason === "unsupported")
    .toSorted(
      (one, other) =>
        Number(one.closes === "part") - Number(other.closes === "part") ||
        (one.touches ?? Number.MAX_SAFE_INTEGER) - (other.touches ?? Number.MAX_SAFE_INTEGER),
    );

/** What isn't known counts for the best in a way in that is certain all the same: it is told by what is wrong for certain. */
function explainedPolicies(
  bypass: Bypass,
  { context, directory: { names } }: ExplainedTenant,
): readonly ExplainedPolicy[] {
  const { signIn } = bypass;
  const isFirm = bypass.certain && bypass.hangsOn.length === 0;
  const best = isFirm ? favourable(context) : context;
  return context.tenant.policies.flatMap((policy, index) => {
    const judged = best.tenant.policies[index] ?? policy;
    const reason = isFirm ? reasonOf(judged, signIn, best) : bypass.because[index]?.reason;
    if (reason === undefined) return [];
    const evaluated: EvaluatedPolicy = { policy, signIn, context, names, isFirm };
    const mended = mendedPolicy(reason, evaluated, bypass);
    const atBest: EvaluatedPolicy = { ...evaluated, policy: judged, context: best };
    const mendedAtBest = mendedPolicy(reason, atBest, bypass);
    return [
      {
        policy: named(policy.displayName),
        reason: reason === "users" && targetsAzureManagement(policy.applications) === "no" ? "applications" : reason,
        closes: closingOf(reason, atBest, bypass),
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

function reasonOf(policy: Policy, signIn: SignIn, context: EvaluationContext): Reason {
  const judged = outcome(policy, signIn, context);
  return judged.kind === "lets-through" ? judged.reason : "unsupported";
}

/** Beyond this many people it isn't counted how many a change touches. */
const MOST_PEOPLE = 5_000;

/** How many people of the directory the policy is about after the change; where that changes whom it is about, how many more. */
function peopleTouched(before: Policy, after: Policy, { tenant, membership }: EvaluationContext): number | undefined {
  const { users } = tenant;
  if (users === undefined || users.length > MOST_PEOPLE) return undefined;
  const isAbout = (policy: Policy, { id, classes: [type = "member"] }: User): boolean =>
    meetsUsers(policy.users, { kind: "person", id, identity: { type, home: "unnamed" } }, membership) === "yes";
  return users.filter((user) => isAbout(after, user) && (before.users === after.users || !isAbout(before, user)))
    .length;
}

function renderFixes(fixable: readonly ExplainedPolicy[], explained: ExplainedTenant, pen: Pen): readonly string[] {
  const isAffordable = explained.isWhole && (explained.context.tenant.users?.length ?? 0) <= MOST_PEOPLE;
  const fixes = fixable.slice(0, MOST_FIXES).map((one, index) => {
    const { policy, fix, closes, touches, mended } = one;
    const notes = [
      ...(closes === "part" ? ["that closes a part of it"] : []),
      ...(touches === undefined ? [] : [`touches ${counted(touches, "person", "people")}`]),
      ...(index === 0 && mended !== undefined && isAffordable ? [verdictAfter(mended, explained.exemptions)] : []),
    ];
    return `${policy}: ${fix}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
  });
  return list(
    "Do",
    fixes.length === 0 ? [NEW_POLICY] : fixes.map((fix, index) => (index === 0 ? fix : `or ${fix}`)),
    pen,
  );
}

/** The verdict once this one change is made. */
function verdictAfter(tenant: Tenant, exemptions: ExplainedTenant["exemptions"]): string {
  const { kind, bypasses } = prove(tenant, exemptions);
  if (kind === "proved") return "after that: proved";
  if (kind === "bypass" && bypasses.every(({ hangsOn }) => hangsOn.length > 0))
    return "after that it hangs on what isn't known alone";
  return bypasses.length === 0
    ? "after that: unknown"
    : `after that: ${kind}, ${counted(bypasses.length, "way")} in left`;
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
