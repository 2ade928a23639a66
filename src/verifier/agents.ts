import { targetsAzureManagement } from "../law/applications";
import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import { isEnforced } from "../law/grant";
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
  /** Whether one does if content that isn't understood, or who is in a group or holds a role, turns out for the best. */
  readonly mayBeBlocked: boolean;
}

/**
 * An agent's user account has no password and can't do MFA, so asking for it means nothing. `All` is about humans, and groups
 * and roles don't hold agents; only a block for `AllAgentIdUsers` is about them.
 * @see Microsoft Entra, "Conditional Access for agents" (2026-04)
 */
export function agentsOf(tenant: Tenant): Agents {
  const count = tenant.agents?.size ?? 0;
  const knownToBeNone = count === 0 && tenant.users !== undefined && !tenant.open?.has("users");
  const isPerson = personTest(tenant);
  const blocks = some(tenant.policies.map((policy) => blocksAllAgents(policy, isPerson)));
  return { count, blocked: knownToBeNone || blocks === "yes", mayBeBlocked: knownToBeNone || blocks !== "no" };
}

type PersonTest = (id: UserId) => boolean;

/** Whether an id is a known person's: hundreds of thousands are gathered once for all policies, and only where one asks. */
function personTest({ users }: Tenant): PersonTest {
  let people: ReadonlySet<UserId> | undefined;
  return (id) => {
    people ??= new Set(users?.map((user) => user.id));
    return people.has(id);
  };
}

function blocksAllAgents(policy: Policy, isPerson: PersonTest): Truth {
  const { users, workloadIdentitiesOnly } = policy;
  const isFullyRead = notUnderstoodIn(policy).length === 0;
  const unlessUntold = (truth: boolean): Truth => (truth ? "yes" : isFullyRead ? "no" : "unclear");
  return every([
    truthOf(!workloadIdentitiesOnly),
    isEnforced(policy),
    policy.notUnderstood.length === 0 ? "yes" : "unclear",
    unlessUntold(users.include.everyAgent),
    leavesOutNoAgent(users.exclude, isPerson),
    policy.applications.filter === "none" ? targetsAzureManagement(policy.applications) : "unclear",
    unlessUntold(isBlock(policy)),
    unlessUntold(isNotNarrowed(policy)),
  ]);
}

const isBlock = ({ grant }: Policy): boolean =>
  grant.kind === "controls" &&
  grant.controls.some(({ kind }) => kind === "block") &&
  (grant.operator.kind === "all" || grant.controls.length === 1);

/** Unclear where it excludes others than known people: a group or a role may well turn out to hold an agent. */
function leavesOutNoAgent(exclude: UserAssignment, isPerson: PersonTest): Truth {
  if (exclude.everyone || exclude.everyAgent) return "no";
  return mayLeaveOutNoAgent(exclude, isPerson) ? "yes" : "unclear";
}

/** True iff the policy excludes nobody but known people, or nobody at all: a group or a role may well turn out to hold an agent. */
function mayLeaveOutNoAgent(exclude: UserAssignment, isPerson: PersonTest): boolean {
  return (
    !exclude.everyone &&
    !exclude.everyAgent &&
    !exclude.everyGuest &&
    exclude.guests === undefined &&
    exclude.groups.size + exclude.roles.size + exclude.notUnderstood.length === 0 &&
    [...exclude.users].every(isPerson)
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
