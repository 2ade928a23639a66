import type { Reason } from "../law/evaluate";
import { AZURE_MANAGEMENT } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { counted, listingSome } from "../text/sentence";
import { prove } from "../verifier/prove";
import type { Bypass } from "../verifier/verdict";
import { type ExplainedPolicy, explainedPolicies, MOST_PEOPLE } from "./explained-policies";
import type { ExplainedTenant } from "./uncovered";

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
  const policies = explainedPolicies(bypass, explained.context, explained.names);
  const closing = (closes: ExplainedPolicy["closes"]) => policies.filter((one) => one.closes === closes);
  const near = [...closing("all"), ...closing("part")];
  const meant = near.filter(({ reason }) => reason !== "applications");
  const nearest = meant.length > 0 ? meant : near;
  const others = closing("nothing").filter(({ reason }) => meant.length === 0 || !NOT_MEANT.has(reason));
  const listed = alikeAmong([...nearest, ...others]).slice(0, MOST_REASONS);
  const rest = policies.length - listed.flat().length;
  const more = rest > 0 && `and ${counted(rest, "more policy", "more policies")}, in --format json`;
  return {
    reasons: policies.length === 0 ? ["there is no policy"] : present([...listed.map(alikeInWords), more]),
    fixes: () => fixesInWords(nearest, explained),
  };
}

/** Reasons of policies that were never meant to stop it: they are listed only where no other comes near. */
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

const NEW_POLICY = `add a policy that requires MFA for all users and the Windows Azure Service Management API (${AZURE_MANAGEMENT}), without conditions`;

/** What closes a way in, the smallest change first; where no policy comes near it, a new one. */
function fixesInWords(
  nearest: readonly ExplainedPolicy[],
  { context, exemptions, isWhole }: ExplainedTenant,
): readonly string[] {
  const isAffordable = isWhole && (context.tenant.users?.length ?? 0) <= MOST_PEOPLE;
  const fixes = smallestFirst(nearest).slice(0, MOST_FIXES);
  if (fixes.length === 0) return [NEW_POLICY];
  return fixes.map(({ policy, fix, closes, touched, mended }, index) => {
    const notes = present([
      closes === "part" && "closes part of it",
      touched !== undefined && `affects ${counted(touched, "person", "people")}`,
      index === 0 && mended !== undefined && isAffordable && verdictAfter(mended, exemptions),
    ]).join("; ");
    return `${index === 0 ? "" : "or "}${policy}: ${fix}${notes === "" ? "" : ` (${notes})`}`;
  });
}

/** Changes that close the whole before those that close a part, those that touch few people before those that touch many. */
const smallestFirst = (policies: readonly ExplainedPolicy[]) =>
  policies
    .filter(({ reason, mended }) => mended !== undefined || reason === "unsupported")
    .map((policy) => ({ ...policy, touched: policy.touches() }))
    .toSorted(
      (one, other) =>
        Number(one.closes === "part") - Number(other.closes === "part") ||
        (one.touched ?? Number.MAX_SAFE_INTEGER) - (other.touched ?? Number.MAX_SAFE_INTEGER),
    );

/** The verdict once this one change is made. */
function verdictAfter(tenant: Tenant, exemptions: ExplainedTenant["exemptions"]): string {
  const { kind, bypasses } = prove(tenant, exemptions);
  const left = bypasses.length === 0 ? "" : `, ${counted(bypasses.length, "way")} in left`;
  return `after that: ${kind}${left}`;
}
