import { AZURE_MANAGEMENT } from "./model/ids";
import type { ApplicationList, Applications } from "./model/policy";
import { every, not, some, type Truth, truthOf } from "./model/truth";

/** Whether a list of applications names Azure management. */
export function names(list: ApplicationList): Truth {
  if (list.all || list.ids.has(AZURE_MANAGEMENT)) return "yes";
  return list.notUnderstood.length > 0 ? "unclear" : "no";
}

/**
 * `yes` iff the policy is about a request for a token of the Windows Azure Service Management API.
 *
 * Admin portals, Office 365 and agent resources are other audiences, so they neither include nor exclude it. A filter
 * by custom security attributes can't be resolved from the policy: as an include it covers nothing, as an exclude
 * everything. A filter with an unknown mode may do either. User actions and authentication contexts are other targets, so that a policy
 * with one of them isn't credited for a plain token request.
 * @see Microsoft Entra, "Conditional Access: Target resources" (2026-01); "Filter for applications" (2025-07)
 */
export function targetsAzureManagement(applications: Applications): Truth {
  if (applications.otherTarget) return "no";
  const { include, exclude, filter } = applications;
  const isByOddFilter = typeof filter === "string" ? "no" : "unclear";
  const included = some([names(include), isByOddFilter]);
  return every([included, not(some([names(exclude), truthOf(filter === "exclude"), isByOddFilter]))]);
}

/** The same, but *depends* if a filter by custom security attributes decides. */
export function targetsAsFiltered(applications: Applications): Truth | "depends" {
  const law = targetsAzureManagement(applications);
  const { filter, include } = applications;
  const isByFilter = filter === "include" || typeof filter === "object";
  const found = isByFilter ? { ...include, all: true } : include;
  const isOpen = targetsAzureManagement({ ...applications, include: found, filter: "none" }) !== "no";
  return law === "no" && isOpen ? "depends" : law;
}
