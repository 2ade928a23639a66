import type { LocationCondition } from "../../model/dimensions";
import { AZURE_MANAGEMENT } from "../../model/ids";
import type { Applications, Policy } from "../../model/policy";
import type { Tenant } from "../../model/tenant";
import { prove } from "../../verifier/prove";
import type { Audited } from "../audited";
import { partOf } from "../known";

/**
 * How far policies guard the registration of a method. *unless excepted*: they do unless the tenant's settings take it out of
 * all resources, which isn't known. *for some*: there is a policy that may, and somebody or some place is left open.
 */
export type Guard = "everywhere" | "but at trusted places" | "unless excepted" | "not settled" | "for some" | "nowhere";

export const isGuarded = (guard: Guard): boolean => guard === "everywhere" || guard === "but at trusted places";

const REGISTERING = "urn:user:registersecurityinfo";

/** Whether the policy is about that user action by name. */
export const isRegistering = ({ applications: { userActions } }: Policy): boolean =>
  [...(userActions ?? [])].some((action) => action.toLowerCase() === REGISTERING);

const isOnAll = ({ applications }: Policy): boolean => applications.include.all;

/** Whether a policy may be about registering security information. */
export const mayGuard = (policy: Policy): boolean =>
  policy.enforcement.kind === "enforced" && (isRegistering(policy) || isOnAll(policy));

/**
 * A policy on that user action guards it, and one on all resources, less what the tenant's settings except. The law is asked as
 * if registering were the API.
 * @see Microsoft Graph, "conditionalAccessRoot: evaluate", example of a user action (2025-07); Microsoft Entra, "Protecting
 * authentication method registration with Conditional Access"
 */
export function guardOf(audited: Audited): Guard {
  const byAction = () => guardBy(isRegistering, audited);
  const byAll = () => guardBy((policy) => isRegistering(policy) || isOnAll(policy), audited);
  switch (exceptionIn(audited)) {
    case "excepted":
      return byAction();
    case "not excepted":
      return byAll();
    case "not known": {
      const atMost = byAll();
      if (!isGuarded(atMost)) return atMost;
      const atLeast = byAction();
      return isGuarded(atLeast) ? atLeast : "unless excepted";
    }
  }
}

/** Whether the tenant's settings except registering from what *all resources* means. */
function exceptionIn({ facts }: Audited): "excepted" | "not excepted" | "not known" {
  const exclusions = partOf(facts.conditionalAccessSettings)?.userActionExclusions;
  if (exclusions === undefined) return "not known";
  const isExcepted = exclusions.some(
    ({ userAction, state }) => /registersecurityinfo/i.test(userAction) && !/^disabled$/i.test(state ?? ""),
  );
  return isExcepted ? "excepted" : "not excepted";
}

/** How far these policies guard it by themselves. */
function guardBy(covers: (policy: Policy) => boolean, { tenant, represented, exemptions }: Audited): Guard {
  const registering = asIfTheApi(represented.tenant, covers);
  const { kind } = prove(registering, exemptions);
  if (kind === "proved") return "everywhere";
  if (prove(coveringTrusted(registering), exemptions).kind === "proved") return "but at trusted places";
  if (kind === "unknown") return "not settled";
  return tenant.policies.some(mayGuard) ? "for some" : "nowhere";
}

/** The tenant in which these policies are about the API, and no other is. */
const asIfTheApi = (tenant: Tenant, covers: (policy: Policy) => boolean): Tenant => ({
  ...tenant,
  policies: tenant.policies.map((policy) => ({ ...policy, applications: theApi(policy.applications, covers(policy)) })),
});

const NO_APPLICATIONS = { all: false, ids: new Set<never>(), adminPortals: false, notUnderstood: [] };

const theApi = ({ include, otherTarget }: Applications, isCovered: boolean): Applications => ({
  include: {
    ...NO_APPLICATIONS,
    ids: new Set(isCovered ? [AZURE_MANAGEMENT] : []),
    notUnderstood: otherTarget ? [] : include.notUnderstood,
  },
  exclude: NO_APPLICATIONS,
  filter: "none",
  otherTarget: false,
});

/** The tenant whose policies also cover the trusted places that they leave out. */
const coveringTrusted = (tenant: Tenant): Tenant => ({
  ...tenant,
  policies: tenant.policies.map(({ conditions, ...policy }) => ({
    ...policy,
    conditions: { ...conditions, network: withTrusted(conditions.network, tenant) },
  })),
});

function withTrusted(condition: LocationCondition, { locations }: Tenant): LocationCondition {
  if (condition.kind === "any") return condition;
  const ids = new Set([...condition.exclude.ids].filter((id) => locations?.get(id)?.trusted !== true));
  return { ...condition, exclude: { ...condition.exclude, allTrusted: false, ids } };
}
