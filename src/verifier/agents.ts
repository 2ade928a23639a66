import { targetsAzureManagement } from "../law/applications";
import { isBlock, isEnforced } from "../law/grant";
import type { UserId } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import type { Tenant, User } from "../law/model/tenant";
import { namesAnybody } from "../law/users";
import { memoize } from "../text/memoize";
import { notUnderstoodIn } from "./not-understood";

/** Agents' user accounts. A verdict says nothing about their sign-ins. */
export interface Agents {
  /** How many the tenant is known to have. */
  readonly count: number;
  /** Whether one enforced policy blocks all of them in all circumstances. True also if there certainly are none. */
  readonly blocked: boolean;
}

/**
 * An agent's user account has no password and can't do MFA, so a policy that asks for MFA means nothing. `All` covers humans, and
 * groups and roles don't hold agents. Only a block for `AllAgentIdUsers` covers them.
 * @see Microsoft Entra, "Conditional Access for agents" (2026-04)
 */
export function agentsOf(tenant: Tenant): Agents {
  const count = tenant.agents?.size ?? 0;
  const knownToBeNone = count === 0 && tenant.users !== undefined && !tenant.mayLackItems?.has("users");
  const isPerson = (id: UserId): boolean => idsOf(tenant.users ?? []).has(id);
  return { count, blocked: knownToBeNone || tenant.policies.some((policy) => blocksAllAgents(policy, isPerson)) };
}

/** There may be hundreds of thousands, so they are gathered once, when a policy asks. */
const idsOf = memoize((users: readonly User[]): ReadonlySet<UserId> => new Set(users.map(({ id }) => id)));

/** Whether it blocks `AllAgentIdUsers` in all circumstances, and excludes nobody but listed people. A group or a role may hold an agent. */
function blocksAllAgents(policy: Policy, isPerson: (id: UserId) => boolean): boolean {
  const { users, applications, grant, conditions, workloadIdentitiesOnly } = policy;
  const { users: people, ...others } = users.exclude;
  const excludesPeopleOnly = !namesAnybody({ ...others, users: new Set() }) && !others.everyAgent;
  return (
    notUnderstoodIn(policy).length === 0 &&
    isEnforced(policy) === "yes" &&
    isBlock(grant) &&
    !workloadIdentitiesOnly &&
    applications.filter === "none" &&
    targetsAzureManagement(applications) === "yes" &&
    Object.values(conditions).every(({ kind }) => kind === "any") &&
    users.include.everyAgent &&
    excludesPeopleOnly &&
    [...people].every(isPerson)
  );
}
