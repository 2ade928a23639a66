import { CONDITIONS, DIMENSIONS } from "../conditions";
import type { Policy, UserAssignment } from "../model/policy";
import type { Tenant } from "../model/tenant";
import { targetsAzureManagement } from "./law/applications";
import { isEnforced } from "./law/grant";

/** Agents' user accounts, which no verdict is about. */
export interface Agents {
  /** Those that the tenant is known to have. */
  readonly count: number;
  /** Whether one enforced policy blocks every one of them, whatever the circumstances; where it's known that there are none, too. */
  readonly blocked: boolean;
}

/**
 * An agent's user account has no password and can't do MFA, so asking for it means nothing. `All` is about humans, and groups
 * and roles don't hold agents; only a block for `AllAgentIdUsers` is about them.
 * @see Microsoft Entra, "Conditional Access for agents" (2026-04)
 */
export function agentsOf(tenant: Tenant): Agents {
  const count = tenant.agents?.size ?? 0;
  const knownToBeNone = count === 0 && tenant.users !== undefined;
  return { count, blocked: knownToBeNone || tenant.policies.some((policy) => blocksAllAgents(policy, tenant)) };
}

function blocksAllAgents(policy: Policy, tenant: Tenant): boolean {
  const { users, grant, notUnderstood, workloadIdentitiesOnly } = policy;
  return (
    isEnforced(policy) === "yes" &&
    notUnderstood.length === 0 &&
    !workloadIdentitiesOnly &&
    users.include.everyAgent &&
    mayLeaveOutNoAgent(users.exclude, tenant) &&
    targetsAzureManagement(policy.applications) === "yes" &&
    grant.kind === "controls" &&
    grant.controls.some(({ kind }) => kind === "block") &&
    (grant.operator.kind === "all" || grant.controls.length === 1) &&
    isNotNarrowed(policy)
  );
}

/** True iff the policy excludes nobody but known people, or nobody at all: a group or a role may well turn out to hold an agent. */
function mayLeaveOutNoAgent(exclude: UserAssignment, tenant: Tenant): boolean {
  const people = new Set<string>(tenant.users?.map(({ id }) => id));
  return (
    !exclude.everyone &&
    !exclude.everyAgent &&
    !exclude.everyGuest &&
    exclude.guests === undefined &&
    exclude.groups.size + exclude.roles.size + exclude.notUnderstood.length === 0 &&
    [...exclude.users].every((id) => people.has(id))
  );
}

/** True iff every condition is missing, or includes everything and excludes nothing. */
function isNotNarrowed({ conditions }: Policy): boolean {
  const { platform, network } = conditions;
  return DIMENSIONS.every((dimension) => {
    if (dimension === "platform" && platform.kind === "listed")
      return (
        platform.include.all && isNothing(platform.exclude.all, platform.exclude.named, platform.exclude.notUnderstood)
      );
    if (dimension === "network" && network.kind === "listed")
      return (
        network.include.all && isNothing(network.exclude.all || network.exclude.allTrusted, network.exclude.ids, [])
      );
    return conditions[dimension].kind === CONDITIONS[dimension].notConfigured.kind;
  });
}

const isNothing = (all: boolean, named: ReadonlySet<string>, notUnderstood: readonly unknown[]): boolean =>
  !all && named.size + notUnderstood.length === 0;
