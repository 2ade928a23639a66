import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { LocationCondition } from "../../law/model/dimensions";
import { AZURE_MANAGEMENT } from "../../law/model/ids";
import type { Applications, Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";

const REGISTERING = "urn:user:registersecurityinfo";

/** User actions that are about something else. */
const OTHER_ACTIONS: ReadonlySet<string> = new Set(["urn:user:registerdevice"]);

const actionsOf = ({ applications: { userActions } }: Policy): readonly string[] =>
  Array.from(userActions ?? [], (action) => action.toLowerCase());

/** Whether the policy is about registering security information by name. */
export const isRegistering = (policy: Policy): boolean => actionsOf(policy).includes(REGISTERING);

export const isOnAll = ({ applications }: Policy): boolean => applications.include.all;

/** Whether a policy can guard the registration for somebody: it is on, asks for MFA or blocks, and is about it. */
export const canGuard = (policy: Policy): boolean =>
  isEnforced(policy) !== "no" &&
  stopsWithoutMfa(policy.grant) !== "no" &&
  !policy.workloadIdentitiesOnly &&
  (isRegistering(policy) || isOnAll(policy));

/** The tenant in which these policies are about the API, and no other is: registering stands for it. */
export const asIfTheApi = (tenant: Tenant, covers: (policy: Policy) => boolean): Tenant => ({
  ...tenant,
  policies: tenant.policies.map((policy) => ({ ...policy, applications: theApi(policy, covers(policy)) })),
});

const NO_APPLICATIONS = { all: false, ids: new Set<never>(), adminPortals: false, notUnderstood: [] };

/** A user action that isn't known here may be the registration by another name. */
function theApi(policy: Policy, isCovered: boolean): Applications {
  const { include, otherTarget } = policy.applications;
  const unheardOf = actionsOf(policy).filter((action) => action !== REGISTERING && !OTHER_ACTIONS.has(action));
  const notUnderstood = unheardOf.map((action) => ({
    field: "conditions.applications.includeUserActions",
    why: `${action} isn't a user action that is known here`,
  }));
  return {
    include: {
      ...NO_APPLICATIONS,
      ids: new Set(isCovered ? [AZURE_MANAGEMENT] : []),
      notUnderstood: [...(otherTarget ? [] : include.notUnderstood), ...notUnderstood],
    },
    exclude: NO_APPLICATIONS,
    filter: "none",
    otherTarget: false,
  };
}

/** The tenant whose policies also cover the trusted places that they leave out. */
export const coveringTrusted = (tenant: Tenant): Tenant => ({
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
