import { AZURE_MANAGEMENT } from "../law/model/ids";
import { type Applications, NO_APPLICATIONS, type Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";

const REGISTERING = "urn:user:registersecurityinfo";

/** The other user actions that are known. */
const OTHER_ACTIONS: ReadonlySet<string> = new Set(["urn:user:registerdevice"]);

const actionsOf = ({ applications: { userActions } }: Policy): readonly string[] =>
  Array.from(userActions ?? [], (action) => action.toLowerCase());

/** Whether the policy is about registering security information by name. */
export const isRegistering = (policy: Policy): boolean => actionsOf(policy).includes(REGISTERING);

/** Whether a policy covers the registration: by name, or with all resources. */
export const guardsRegistering = (policy: Policy): boolean => isRegistering(policy) || policy.applications.include.all;

/** The tenant as if exactly these policies were about the API, so that the API stands for the registration. */
export const registering = (tenant: Tenant, covers: (policy: Policy) => boolean = guardsRegistering): Tenant => ({
  ...tenant,
  policies: tenant.policies.map((policy) => ({ ...policy, applications: theApi(policy, covers(policy)) })),
});

/** A user action that isn't known may be the registration by another name. */
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
