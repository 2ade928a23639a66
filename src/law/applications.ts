import { memoize } from "../text/memoize";
import { AZURE_MANAGEMENT } from "./model/ids";
import type { ApplicationList, Applications, AssignmentSide } from "./model/policy";
import { type Connectives, METS, type Met, type Truth } from "./model/truth";

/** Whether a list of applications names Azure management. */
export function namesApi(list: ApplicationList): Truth {
  if (list.all || list.ids.has(AZURE_MANAGEMENT)) return "yes";
  return list.notUnderstood.length > 0 ? "unclear" : "no";
}

/** What target resources are made of: truths, or formulas. */
export interface TargetTerms<T> extends Connectives<T> {
  /** Whether a list names Azure management. */
  readonly isNamed: (list: ApplicationList) => T;
  /** Whether a filter by custom security attributes includes, or excludes, Azure management. */
  readonly isFiltered: (side: AssignmentSide) => T;
}

/**
 * Whether the policy is about a request for a token of the Windows Azure Service Management API.
 *
 * Admin portals, Office 365 and agent resources are other audiences, so they neither include nor exclude it. A filter
 * by custom security attributes can't be resolved from the policy. User actions and authentication contexts are other targets, so that a
 * policy with one of them isn't credited for a plain token request.
 * @see Microsoft Entra, "Conditional Access: Target resources" (2026-01); "Filter for applications" (2025-07)
 */
export function targeted<T>(applications: Applications, terms: TargetTerms<T>): T {
  if (applications.otherTarget) return terms.never;
  const named = (side: AssignmentSide): T => terms.some([terms.isNamed(applications[side]), terms.isFiltered(side)]);
  return terms.every([named("include"), terms.not(named("exclude"))]);
}

/** The same, but *depends* if a filter by custom security attributes decides. One with an unknown mode is *unclear*. */
export const targetsAsFiltered = memoize(
  (applications: Applications): Met =>
    targeted<Met>(applications, {
      ...METS,
      isNamed: namesApi,
      isFiltered: (side) =>
        typeof applications.filter === "object" ? "unclear" : applications.filter === side ? "depends" : "no",
    }),
);

/** The same as a truth: a filter that decides takes Azure management out. */
export function targetsAzureManagement(applications: Applications): Truth {
  const met = targetsAsFiltered(applications);
  return met === "depends" ? "no" : met;
}
