import type { Evidence, Gap, NotRead, TenantEvidence } from "../law/model/evidence";
import { mayLackPolicies, TENANT_LISTS, type Tenant } from "../law/model/tenant";
import type { NonEmpty } from "../text/result";
import { counted, listing, shortened } from "../text/sentence";
import type { Verdict } from "../verifier/verdict";
import { isSettled } from "../words/uncovered";
import { type Conclusion, unknown } from "./answer";

/** The lists that most answers rest on. Without policies there are no answers, and a verdict can do without eligibilities. */
export const RESTS_ON: readonly string[] = TENANT_LISTS.filter(
  (list) => list !== "policies" && list !== "roleEligibilitySchedules",
);

/** A tenant, and what could not be read of it. */
export interface AuditedTenant {
  readonly tenant: Tenant;
  readonly facts: Pick<TenantEvidence, "notRead">;
}

/** The part of the groups that isn't known if a file has some without their members. */
export const SOME_MEMBERS = "members of some groups";

/** Whether a list that the verdict rests on could not be read, or is a part. */
export const hasGaps = ({ tenant: { partlyKnown = [] }, facts: { notRead } }: AuditedTenant): boolean =>
  [...notRead.map(({ key }) => key), ...partlyKnown.map(({ field }) => field)].some((key) => RESTS_ON.includes(key));

/**
 * The verdict as the audit uses it. The verdict assumes the worst about what a file lacks, so a way in through that counts. But if a
 * list could not be read, and every way in depends on something unknown, the audit says *unknown*: there may be no way in at all.
 */
export const auditedVerdict = ({ kind, bypasses }: Verdict, audited: AuditedTenant): Verdict["kind"] =>
  kind === "bypass" && hasGaps(audited) && !bypasses.some(isSettled) ? "unknown" : kind;

/** The known value, whole or partial; `undefined` if nothing is known. Use it to show that something is there. */
export const partOf = <T>(evidence: Evidence<T>): T | undefined =>
  evidence.kind === "notKnown" ? undefined : evidence.value;

/** The value if all of it is known, else `undefined`. Use it to show that something isn't there. */
export const wholeOf = <T>(evidence: Evidence<T>): T | undefined =>
  evidence.kind === "known" ? evidence.value : undefined;

/** What isn't known of a value. `undefined` if all of it is known. */
export const gapIn = <T>(evidence: Evidence<T>): Gap | undefined =>
  evidence.kind === "known" ? undefined : evidence.gap;

/** Something that isn't known, as the end of *could not tell …* (`whether it is enabled`), and what to do about it. */
export interface Doubt {
  readonly what: string;
  readonly todo: string;
}

/** Everything that isn't known, each thing once. */
export const whatOf = (doubts: readonly Doubt[]): string =>
  listing([...new Set(doubts.map(({ what }) => what))], "and");

/** What to do about the doubts, each thing once. */
export function whatToDo(doubts: readonly Doubt[]): NonEmpty<string> {
  const [first = "read the tenant again", ...others] = new Set(doubts.map(({ todo }) => todo));
  return [first, ...others];
}

/** The answer *unknown* because of these doubts. */
export const couldNotTell = (doubts: readonly Doubt[]): Conclusion =>
  unknown(`Could not tell ${whatOf(doubts)}.`, ...whatToDo(doubts));

/** The advice to read the tenant with these application roles. */
export const readWith = (...roles: NonEmpty<string>): string =>
  `read the tenant with the application ${roles.length === 1 ? "role" : "roles"} ${listing(roles, "and")}, with admin consent`;

/** The role that was missing when the evidence was read, else this role. */
export const roleFor = (evidence: Evidence<unknown>, role: string): string => gapIn(evidence)?.role ?? role;

/** The advice for something that could not be read. */
export const howToRead = ({ key, why, role }: NotRead): string =>
  role === undefined
    ? `fix the cause and read the tenant again: ${shortened(why)}`
    : `${readWith(role)} (${shortened(key)}: ${shortened(why)})`;

/**
 * Everything that could not be read: what the reader of the tenant reports, missing keys, partial lists, and groups whose members aren't
 * known. Each key is named once.
 */
export function notReadOf({ tenant, facts }: { tenant: Tenant; facts: TenantEvidence }): readonly NotRead[] {
  const { readAt: _read, plannedBy: _planned, notRead, ...evidence } = facts;
  const withoutMembers = [...(tenant.groups?.values() ?? [])].filter(({ members }) => members === undefined).length;
  const members = `the members of ${counted(withoutMembers, "group")} aren't in the tenant file`;
  const gaps: readonly (readonly [key: string, gap: (Gap & { readonly part?: string }) | undefined])[] = [
    ["namedLocations", tenant.locations === undefined ? notThere("namedLocations") : undefined],
    ["roleAssignments", tenant.roleAssignments === undefined ? notThere("roleAssignments") : undefined],
    ...(tenant.partlyKnown ?? []).map(({ field, why }) => [field, { why, role: undefined }] as const),
    ...Object.entries(evidence).map(([key, one]) => [key, gapIn<unknown>(one)] as const),
    ["groups", withoutMembers === 0 ? undefined : { why: members, role: undefined, part: SOME_MEMBERS }],
  ];
  const found = [...notRead];
  for (const [key, gap] of gaps)
    if (gap !== undefined && !found.some((one) => one.key === key)) found.push({ key, part: undefined, ...gap });
  return found;
}

const notThere = (key: string): Gap => ({ why: `\`${key}\` isn't in the tenant file`, role: undefined });

/** The doubt whether the tenant has other policies than those that were read. `undefined` if all were read. */
export function missingPolicies({ tenant, facts }: { tenant: Tenant; facts: TenantEvidence }): Doubt | undefined {
  const gap = facts.notRead.find(({ key }) => key === "policies");
  if (!mayLackPolicies(tenant) && gap === undefined) return undefined;
  return { what: "whether there are other policies", todo: readWith(gap?.role ?? "Policy.Read.All") };
}
