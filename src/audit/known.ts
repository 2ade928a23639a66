import type { Evidence, Gap, TenantEvidence } from "../law/model/evidence";
import type { Tenant } from "../law/model/tenant";
import type { NonEmpty } from "../text/result";
import { listing } from "../text/sentence";

/** What is known, as a whole or in part; `undefined` where nothing is. For what is there: one that is seen is enough. */
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
export function todoOf(doubts: readonly Doubt[], otherwise: string): NonEmpty<string> {
  const [first = otherwise, ...others] = new Set(doubts.map(({ todo }) => todo));
  return [first, ...others];
}

/** What to do about something that these roles read. */
export const readWith = (...roles: NonEmpty<string>): string =>
  `read the tenant with the application ${roles.length === 1 ? "role" : "roles"} ${listing(roles, "and")}, with admin consent`;

/** The role that is missing, if that is why something isn't known; else the one that reads it. */
export const roleFor = (evidence: Evidence<unknown>, role: string): string => gapIn(evidence)?.role ?? role;

/** What isn't known of the tenant's policies, where there may be others than those that are there. */
export function missingPolicies({ tenant, facts }: { tenant: Tenant; facts: TenantEvidence }): Doubt | undefined {
  const isPart = tenant.partlyKnown?.some(({ field }) => field === "policies" || field === "value") === true;
  const gap = facts.notRead.find(({ key }) => key === "policies");
  if (!isPart && gap === undefined) return undefined;
  return { what: "whether there are other policies", todo: readWith(gap?.role ?? "Policy.Read.All") };
}
