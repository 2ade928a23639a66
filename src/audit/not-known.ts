import type { Evidence, Gap, NotRead, TenantEvidence } from "../law/model/evidence";
import type { UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import type { NonEmpty } from "../text/result";
import { counted, listing, shortened } from "../text/sentence";
import { kindOf } from "../verifier/prove";
import type { Bypass, Verdict } from "../verifier/verdict";

/** Lists of a tenant file on which verdicts hang, and so most answers. */
export const RESTS_ON = ["namedLocations", "authenticationStrengthPolicies", "users", "groups", "roleAssignments"];

/** What could not be read, as the tenant file says it. */
export type Unread = Pick<TenantEvidence, "notRead">;

/** Whether a way in exists regardless of what isn't known or understood. */
const isSettled = ({ certain, hangsOn }: Pick<Bypass, "certain" | "hangsOn">): boolean =>
  certain && hangsOn.length === 0;

/** Whether something that decides could not be read. */
const lacksSome = ({ notRead }: Unread): boolean => notRead.some(({ key }) => RESTS_ON.includes(key));

/** Whether some way in holds now: where something that decides *could not be read*, one must depend on nothing that isn't known. */
const isKnownNow = (ways: readonly Pick<Bypass, "certain" | "hangsOn">[], unread: Unread): boolean =>
  !lacksSome(unread) || ways.some(isSettled);

/** Those of the uncovered people to whom some way in is open that holds now, see {@link isKnownNow}; none where the verdict is unknown. */
export function letInNow({ kind, uncovered, bypasses }: Verdict, unread: Unread): ReadonlySet<UserId> {
  if (kind === "unknown") return new Set();
  return new Set(lacksSome(unread) ? bypasses.filter(isSettled).flatMap(({ people }) => people) : uncovered.users);
}

/**
 * What a verdict comes to for an answer. What a file lacks is read cautiously, so a way in through it counts. But where
 * something that decides could not be read, and each way in depends on what isn't known, it is *unknown*: read another time, there
 * may be none.
 */
export const settledKind = ({ kind, bypasses }: Pick<Verdict, "kind" | "bypasses">, unread: Unread): Verdict["kind"] =>
  kind === "bypass" && !isKnownNow(bypasses, unread) ? "unknown" : kind;

/** The same of a tenant that nothing else is asked of, at less cost. */
export const kindNow = (tenant: Tenant, exemptions: readonly Exemption[], unread: Unread): Verdict["kind"] =>
  kindOf(tenant, exemptions, lacksSome(unread) ? "nothing unknown" : "nothing not understood");

/** What is known, as a whole or in part; `undefined` where nothing is. Use it for what is there: one that is seen is enough. */
export const partOf = <T>(evidence: Evidence<T>): T | undefined =>
  evidence.kind === "notKnown" ? undefined : evidence.value;

/** What is known as a whole; else `undefined`. For what isn't there: that takes the whole list. */
export const wholeOf = <T>(evidence: Evidence<T>): T | undefined =>
  evidence.kind === "known" ? evidence.value : undefined;

/** What isn't known of it; `undefined` where everything is. */
export const gapIn = <T>(evidence: Evidence<T>): Gap | undefined =>
  evidence.kind === "known" ? undefined : evidence.gap;

/** Something that isn't known, as the end of a sentence (`whether it is enabled`), and what to do about it. */
export interface Doubt {
  readonly what: string;
  readonly todo: string;
}

/** What isn't known, each thing once. */
export const whatOf = (doubts: readonly Doubt[]): string =>
  listing([...new Set(doubts.map(({ what }) => what))], "and");

/** What to do about each, said once. */
export function todoOf(doubts: readonly Doubt[]): NonEmpty<string> {
  const [first = "read the tenant again", ...others] = new Set(doubts.map(({ todo }) => todo));
  return [first, ...others];
}

/** What to do about something that these roles read. */
export const readWith = (...roles: NonEmpty<string>): string =>
  `read the tenant with the application ${roles.length === 1 ? "role" : "roles"} ${listing(roles, "and")}, with admin consent`;

/** The role that is missing, if that is why something isn't known; else the one that reads it. */
export const roleFor = (evidence: Evidence<unknown>, role: string): string => gapIn(evidence)?.role ?? role;

/** What to do about something that could not be read. */
export const toRead = ({ why, role }: NotRead): string =>
  role === undefined
    ? `look at why, and read the tenant again: ${shortened(why)}`
    : `give whoever reads the tenant the application role ${role}, with admin consent: ${shortened(why)}`;

/** Where each kind of evidence stands in a tenant file. */
const KEYS = {
  organization: "organization",
  securityDefaults: "securityDefaults",
  licences: "subscribedSkus",
  registrations: "userRegistrationDetails",
  roles: "roleDefinitions",
  eligibilities: "roleEligibilitySchedules",
  conditionalAccessSettings: "conditionalAccessSettings",
  accessReviews: "accessReviews",
  changes: "directoryAudits",
  accounts: "users",
  groups: "groups",
} as const satisfies { readonly [E in Exclude<keyof TenantEvidence, (typeof NO_EVIDENCE)[number]>]: string };

const NO_EVIDENCE = ["readAt", "plannedBy", "notRead"] as const;

/**
 * Everything that could not be read, whoever noticed it: what the reader of the tenant says, keys that aren't there, lists that are a
 * part, and groups whose members aren't known. A key that is missing is named once.
 */
export function notReadOf({ tenant, facts }: { tenant: Tenant; facts: TenantEvidence }): readonly NotRead[] {
  const evidence = (Object.keys(KEYS) as readonly (keyof typeof KEYS)[]).map((kind) => ({
    key: KEYS[kind],
    gap: gapIn<unknown>(facts[kind]),
  }));
  const lists = [
    { key: "namedLocations", gap: tenant.locations === undefined ? notThere("namedLocations") : undefined },
    { key: "roleAssignments", gap: tenant.roleAssignments === undefined ? notThere("roleAssignments") : undefined },
    ...(tenant.partlyKnown ?? []).map(({ field, why }) => ({ key: field, gap: { why, role: undefined } })),
  ];
  const found = new Map<string, NotRead>();
  for (const { key, gap } of [...lists, ...evidence])
    if (gap !== undefined && !found.has(key)) found.set(key, { key, part: undefined, ...gap });
  const said = new Set(facts.notRead.map(({ key }) => key));
  const silent = [...(tenant.groups?.values() ?? [])].filter(({ members }) => members === undefined).length;
  const members = `who is in ${counted(silent, "group")} isn't there`;
  return [
    ...facts.notRead,
    ...[...found.values()].filter(({ key }) => !said.has(key)),
    ...(silent === 0 || said.has("groups") ? [] : [{ key: "groups", part: "members", why: members, role: undefined }]),
  ];
}

const notThere = (key: string): Gap => ({ why: `\`${key}\` isn't in the tenant file`, role: undefined });

/** What isn't known of the tenant's policies, where there may be others than those that are there. */
export function missingPolicies({ tenant, facts }: { tenant: Tenant; facts: TenantEvidence }): Doubt | undefined {
  const isPart = tenant.partlyKnown?.some(({ field }) => field === "policies") === true;
  const gap = facts.notRead.find(({ key }) => key === "policies");
  if (!isPart && gap === undefined) return undefined;
  return { what: "whether there are other policies", todo: readWith(gap?.role ?? "Policy.Read.All") };
}
