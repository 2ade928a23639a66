import { targetsAzureManagement } from "../law/applications";
import { isBlock, isEnforced } from "../law/grant";
import type { UserId } from "../law/model/ids";
import type { Policy, UserAssignment } from "../law/model/policy";
import type { Tenant, User } from "../law/model/tenant";
import { every, some, type Truth, truthOf } from "../law/model/truth";
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
  const blocks = some(tenant.policies.map((policy) => blocksAllAgents(policy, isPerson)));
  return { count, blocked: knownToBeNone || blocks === "yes" };
}

/** There may be hundreds of thousands, so they are gathered once, when a policy asks. */
const idsOf = memoize((users: readonly User[]): ReadonlySet<UserId> => new Set(users.map(({ id }) => id)));

function blocksAllAgents(policy: Policy, isPerson: (id: UserId) => boolean): Truth {
  const { users, applications } = policy;
  const unlessUnclear = (truth: boolean): Truth =>
    !truth && notUnderstoodIn(policy).length > 0 ? "unclear" : truthOf(truth);
  return every([
    truthOf(!policy.workloadIdentitiesOnly),
    isEnforced(policy),
    policy.notUnderstood.length === 0 ? "yes" : "unclear",
    unlessUnclear(users.include.everyAgent),
    leavesOutNoAgent(users.exclude, isPerson),
    applications.filter === "none" ? targetsAzureManagement(applications) : "unclear",
    unlessUnclear(isBlock(policy.grant)),
    unlessUnclear(isNotNarrowed(policy)),
  ]);
}

/** Unclear if it excludes anything other than known people, since a group or a role may hold an agent. */
function leavesOutNoAgent(exclude: UserAssignment, isPerson: (id: UserId) => boolean): Truth {
  if (exclude.everyone || exclude.everyAgent) return "no";
  const { everyGuest, guests, groups, roles, notUnderstood, users } = exclude;
  const isOpen = everyGuest || guests !== undefined || groups.size + roles.size + notUnderstood.length > 0;
  return !isOpen && [...users].every(isPerson) ? "yes" : "unclear";
}

/** True iff every condition is missing, or includes everything and excludes nothing. */
function isNotNarrowed({ conditions: { platform, network, ...others } }: Policy): boolean {
  if (platform.kind === "listed") {
    const { all, named, notUnderstood } = platform.exclude;
    if (!platform.include.all || all || named.size + notUnderstood.length > 0) return false;
  }
  if (network.kind === "listed") {
    const { all, allTrusted, ids } = network.exclude;
    if (!network.include.all || all || allTrusted || ids.size > 0) return false;
  }
  return Object.values(others).every(({ kind }) => kind === "any");
}
