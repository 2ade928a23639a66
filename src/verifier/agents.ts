import { targetsAzureManagement } from "../law/applications";
import { areUnconditional } from "../law/conditions";
import { isBlock, isEnforced } from "../law/grant";
import type { Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import { namesAnybody } from "../law/users";
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
  return { count, blocked: knownToBeNone || tenant.policies.some(blocksAllAgents) };
}

/** Whether it blocks `AllAgentIdUsers` in all circumstances, and excludes nobody. */
function blocksAllAgents(policy: Policy): boolean {
  const { users, applications, grant, conditions, workloadIdentitiesOnly } = policy;
  return (
    notUnderstoodIn(policy).length === 0 &&
    isEnforced(policy) === "yes" &&
    isBlock(grant) &&
    !workloadIdentitiesOnly &&
    applications.filter === "none" &&
    targetsAzureManagement(applications) === "yes" &&
    areUnconditional(conditions) &&
    users.include.everyAgent &&
    !users.exclude.everyAgent &&
    !namesAnybody(users.exclude)
  );
}
