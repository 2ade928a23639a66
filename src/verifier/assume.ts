import type { GroupId, PolicyId } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import { type NotKnownHolders, notKnownIn, withKnownOnly } from "./not-known";
import { Membership } from "./principals/membership";

/** What is taken for granted, though the tenant file doesn't say so or says otherwise. */
export interface Assumed {
  /** Groups that hold nobody beyond who is known; `all`: every group and role of which some isn't known. */
  readonly empty: "all" | ReadonlySet<GroupId>;
  /** Policies that are report-only or off and are judged as if they were on. */
  readonly enabled: "all" | ReadonlySet<PolicyId>;
}

export const NOTHING_ASSUMED: Assumed = { empty: new Set(), enabled: new Set() };

/** The tenant under these assumptions. */
export function assuming(tenant: Tenant, { empty, enabled }: Assumed): Tenant {
  const isNothing = empty !== "all" && empty.size === 0 && enabled !== "all" && enabled.size === 0;
  if (isNothing) return tenant;
  const membership = new Membership(tenant);
  return {
    ...tenant,
    policies: tenant.policies.map((policy) => withEmptied(withEnabled(policy, enabled), empty, membership)),
  };
}

/** Whether a policy is judged as if it were on, though it isn't. */
export const isAssumedOn = ({ id, enforcement: { kind } }: Policy, enabled: Assumed["enabled"]): boolean =>
  (kind === "reportOnly" || kind === "off") && (enabled === "all" || enabled.has(id));

const withEnabled = (policy: Policy, enabled: Assumed["enabled"]): Policy =>
  isAssumedOn(policy, enabled) ? { ...policy, enforcement: { kind: "enforced" } } : policy;

/** A group that holds nobody includes nobody and excludes nobody, so it needn't be named. */
function withEmptied(policy: Policy, empty: Assumed["empty"], membership: Membership): Policy {
  const emptied = (clause: "include" | "exclude"): Policy["users"]["include"] => {
    const assignment = policy.users[clause];
    return withKnownOnly(assignment, clause, chosen(notKnownIn(assignment, clause, membership), empty), membership);
  };
  const [include, exclude] = [emptied("include"), emptied("exclude")];
  const isSame = include === policy.users.include && exclude === policy.users.exclude;
  return isSame ? policy : { ...policy, users: { include, exclude } };
}

const chosen = ({ groups, roles }: NotKnownHolders, empty: Assumed["empty"]): NotKnownHolders =>
  empty === "all" ? { groups, roles } : { groups: groups.filter((group) => empty.has(group)), roles: [] };
