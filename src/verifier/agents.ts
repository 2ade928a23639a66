import { targetsAzureManagement } from "../law/applications";
import { isBlock, isEnforced } from "../law/grant";
import type { UserId } from "../law/model/ids";
import type { Policy, UserAssignment } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import { every, some, type Truth, truthOf } from "../law/model/truth";
import { notUnderstoodIn } from "./not-understood";

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
  const knownToBeNone = count === 0 && tenant.users !== undefined && !tenant.mayLackItems?.has("users");
  // Hundreds of thousands are gathered once for all policies, and only where one asks.
  let people: ReadonlySet<UserId> | undefined;
  const isPerson = (id: UserId): boolean => {
    people ??= new Set(tenant.users?.map((user) => user.id));
    return people.has(id);
  };
  const blocks = some(tenant.policies.map((policy) => blocksAllAgents(policy, isPerson)));
  return { count, blocked: knownToBeNone || blocks === "yes" };
}

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

/** Unclear where it excludes others than known people: a group or a role may well turn out to hold an agent. */
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
