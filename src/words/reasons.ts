import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import type { Reason, ReasonBeside } from "../law/evaluate";
import { AZURE_MANAGEMENT } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import { counted, listing, listingSome } from "../text/sentence";
import { prove } from "../verifier/prove";
import type { Bypass } from "../verifier/verdict";
import { type ExplainedPolicy, explainedPolicies, MOST_PEOPLE } from "./explained-policies";
import type { ExplainedTenant } from "./explained-tenant";

/** Reasons that are listed for each way in; the other policies are counted. */
const MOST_REASONS = 6;
/** Policies that are named where several fail alike. */
const MOST_NAMED = 2;
const MOST_FIXES = 4;

/** Why no policy stops a way in, those first that come nearest to it, and what would. Neither has a full stop. */
export interface Explained {
  readonly reasons: readonly string[];
  /** Made when it is asked for: each is tried. */
  readonly fixes: () => readonly string[];
}

export function explainWayIn(bypass: Bypass, explained: ExplainedTenant): Explained {
  const { context, directory } = explained;
  const policies = explainedPolicies(bypass, context, directory.names);
  const closing = (closes: ExplainedPolicy["closes"]) => policies.filter((one) => one.closes === closes);
  const near = [...closing("all"), ...closing("part")];
  const meant = near.filter(({ reason }) => reason !== "applications");
  const nearest = meant.length > 0 ? meant : near;
  const others = closing("nothing").filter(({ reason }) => meant.length === 0 || !NOT_MEANT.has(reason));
  const listed = alikeAmong([...nearest, ...others]).slice(0, MOST_REASONS);
  const isListed = new Set(listed.flat());
  const rest = policies.filter((one) => !isListed.has(one));
  const reasons = [
    ...listed.map(alikeInWords),
    ...(rest.length > 0 ? [`${listed.length > 0 ? "and " : ""}${inNumbers(rest)}`] : []),
  ];
  return {
    reasons: reasons.length === 0 ? ["there is no policy"] : reasons,
    fixes: () => fixesInWords(nearest, explained),
  };
}

/** Reasons of policies that were never meant to stop it: they are counted where others come near, and listed where none does. */
const NOT_MEANT: ReadonlySet<Reason> = new Set(["applications", "clientApplications", "state"]);

/** Policies that fail for one and the same reason. */
type Alike = readonly ExplainedPolicy[];

function alikeAmong(policies: readonly ExplainedPolicy[]): readonly Alike[] {
  const byWhy = new Map<string, ExplainedPolicy[]>();
  for (const policy of policies) byWhy.set(policy.why, [...(byWhy.get(policy.why) ?? []), policy]);
  return [...byWhy.values()];
}

/** `"A" covers only browsers`; `"A", "B" and 10 more: each covers only browsers`. */
function alikeInWords(alike: Alike): string {
  const names = listingSome(
    alike.map(({ policy }) => policy),
    MOST_NAMED,
  );
  return `${names}${alike.length === 1 ? "" : ": each"} ${alike[0]?.why}`;
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
  const mostFirst = [...counts].sort(([, one], [, other]) => other - one);
  return `${counted(policies.length, "more", "more")}: ${listing(
    mostFirst.map(([reason, count]) => `${count} ${COUNTED[reason]}`),
    "and",
  )}`;
}

const NEW_POLICY = `add a policy that requires MFA for all users and the Windows Azure Service Management API (${AZURE_MANAGEMENT}), without conditions`;

/** What closes a way in, the smallest change first; where no policy comes near it, a new one. */
function fixesInWords(nearest: readonly ExplainedPolicy[], { context, exemptions, isWhole }: ExplainedTenant) {
  const isAffordable = isWhole && (context.tenant.users?.length ?? 0) <= MOST_PEOPLE;
  const fixes = smallestFirst(nearest)
    .slice(0, MOST_FIXES)
    .map(({ policy, fix, closes, touches, mended }, index) => {
      const notes = [
        ...(closes === "part" ? ["closes part of it"] : []),
        ...(touches === undefined ? [] : [`affects ${counted(touches, "person", "people")}`]),
        ...(index === 0 && mended !== undefined && isAffordable ? [verdictAfter(mended, exemptions)] : []),
      ];
      return `${index === 0 ? "" : "or "}${policy}: ${fix}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
    });
  return fixes.length === 0 ? [NEW_POLICY] : fixes;
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

/** The verdict once this one change is made. */
function verdictAfter(tenant: Tenant, exemptions: ExplainedTenant["exemptions"]): string {
  const { kind, bypasses } = prove(tenant, exemptions);
  if (kind === "proved") return "after that: proved";
  if (kind === "bypass" && bypasses.every(({ hangsOn }) => hangsOn.length > 0))
    return "after that, only what is unknown could let somebody in";
  return bypasses.length === 0
    ? "after that: unknown"
    : `after that: ${kind}, ${counted(bypasses.length, "way")} in left`;
}
