import { comparableId } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";

/** What you assume, although the tenant file doesn't say so or says otherwise. */
export interface Assumed {
  /** Groups, roles and locations that hold no other people and places than are known; `all`: every group and role. */
  readonly empty: "all" | ReadonlySet<string>;
  /** Report-only policies and policies that are off, to be judged as if they were on, by `comparableId`. */
  readonly enabled: "all" | ReadonlySet<string>;
}

/** The tenant is as its file says. */
export const NOTHING_ASSUMED: Assumed = { empty: new Set(), enabled: new Set() };

/** The tenant under these assumptions. */
export function assuming(tenant: Tenant, { empty, enabled }: Assumed): Tenant {
  const isNothing = empty !== "all" && empty.size === 0 && enabled !== "all" && enabled.size === 0;
  if (isNothing) return tenant;
  return {
    ...tenant,
    ...(empty === "all" ? { emptied: "groups and roles" } : empty.size > 0 ? { emptied: empty } : {}),
    policies: tenant.policies.map(
      (policy): Policy => (isAssumedOn(policy, enabled) ? { ...policy, enforcement: { kind: "enforced" } } : policy),
    ),
  };
}

/** Whether a policy is judged as if it were on, though it isn't. */
export const isAssumedOn = ({ id, enforcement: { kind } }: Policy, enabled: Assumed["enabled"]): boolean =>
  (kind === "reportOnly" || kind === "off") && (enabled === "all" || enabled.has(comparableId(id)));
