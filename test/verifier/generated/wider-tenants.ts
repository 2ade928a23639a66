import fc from "fast-check";
import { GROUPS, graphTenants, ROLES, USERS, withOwnIds } from "./graph-tenants";
import { type Edit, edited, edits, newKeys } from "./odd-content";

/** A principal of an assignment that is neither a user nor a group of the file. */
const STRANGER = "bbbbbbbb-0000-4000-8000-000000000001";

/** What an assignment says of its scope, of whether it is active, and of its principal. */
const ASSIGNED: readonly Record<string, unknown>[] = [
  {},
  { directoryScopeId: "/" },
  { directoryScopeId: "/", appScopeId: null },
  { directoryScopeId: null, appScopeId: "" },
  { directoryScopeId: "/administrativeUnits/1" },
  { directoryScopeId: "" },
  { appScopeId: "/applications/1" },
  { directoryScopeId: "/", assignmentType: "Activated" },
  { directoryScopeId: "/", assignmentType: "Eligible" },
  { directoryScopeId: "/", assignmentState: "Eligible" },
  { directoryScopeId: "/", roleEligibilityScheduleId: STRANGER },
  { directoryScopeId: "/", "@odata.type": "#microsoft.graph.unifiedRoleEligibilityScheduleInstance" },
  { directoryScopeId: "/", "@odata.type": "#microsoft.graph.unifiedRoleAssignment" },
  { directoryScopeId: "/", principalType: "Group" },
  { directoryScopeId: "/administrativeUnits/1", principalType: "Group" },
  { directoryScopeId: "/", principal: { "@odata.type": "#microsoft.graph.group" } },
  { directoryScopeId: "/", principal: { "@odata.type": "#microsoft.graph.user" } },
];

const assignment = fc
  .tuple(
    fc.constantFrom(...USERS, ...GROUPS, STRANGER),
    fc.constantFrom(...ROLES),
    fc.constantFrom<Record<string, unknown>>(...ASSIGNED),
  )
  .map(([principalId, roleDefinitionId, said]) => ({ principalId, roleDefinitionId, ...said }));

/** What is said of whether somebody may still make a role active. */
const STATUSES = [undefined, "Provisioned", "Revoked", "canceled", "PendingApproval", "Unheard"] as const;

const eligibility = fc
  .tuple(assignment, fc.constantFrom(...STATUSES))
  .map(([assigned, status]) => (status === undefined ? assigned : { ...assigned, status }));

const AGENTS: readonly Record<string, unknown>[] = [
  { identityParentId: STRANGER },
  { "@odata.type": "#microsoft.graph.agentUser" },
  { "@odata.type": "#microsoft.graph.user", identityParentId: null },
];

const LISTS = ["users", "groups", "roleAssignments", "namedLocations", "authenticationStrengthPolicies"] as const;

/** Nothing, so many times as often as something. */
const seldom = <T>(times: number, odd: fc.Arbitrary<T[]>): fc.Arbitrary<T[]> =>
  fc.oneof({ weight: times, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: odd });

/** What tenants say of who is in what, where they say it oddly. */
const memberships = fc.record({
  ring: seldom(2, fc.shuffledSubarray(GROUPS, { minLength: 1 })),
  assigned: seldom(1, fc.array(assignment, { minLength: 1, maxLength: 3 })),
  eligible: fc.option(fc.array(eligibility, { maxLength: 2 }), { nil: undefined, freq: 1 }),
  agents: seldom(3, fc.array(fc.tuple(fc.nat(4), fc.constantFrom(...AGENTS)), { maxLength: 2 })),
  agentMembers: seldom(4, fc.array(fc.tuple(fc.nat(4), fc.constantFrom(...USERS)), { maxLength: 2 })),
  without: seldom(2, fc.subarray<string>([...LISTS], { maxLength: 3 })),
});

type Generated<T> = T extends fc.Arbitrary<infer U> ? U : never;
type GraphTenant = Generated<typeof graphTenants>;
type Memberships = Generated<typeof memberships>;

function widened(tenant: GraphTenant, odd: Memberships): GraphTenant {
  const groups = tenant.groups?.map((group, index) => {
    const id = String(group.id).toLowerCase();
    const at = odd.ring.indexOf(id);
    const next = at < 0 ? [] : [{ "@odata.type": "#microsoft.graph.group", id: odd.ring[(at + 1) % odd.ring.length] }];
    const agents = odd.agentMembers
      .filter(([number]) => number === index)
      .map(([, agent]) => ({ "@odata.type": "#microsoft.graph.agentUser", id: agent }));
    const members = "members" in group && Array.isArray(group.members) ? group.members : [];
    return next.length + agents.length === 0 ? group : { ...group, members: [...members, ...next, ...agents] };
  });
  const users = tenant.users?.map((user, index) => ({
    ...user,
    ...odd.agents.find(([number]) => number === index)?.[1],
  }));
  const roleAssignments = tenant.roleAssignments && [...tenant.roleAssignments, ...odd.assigned];
  const all = {
    ...tenant,
    ...(groups && { groups }),
    ...(users && { users }),
    ...(roleAssignments && { roleAssignments }),
    ...(odd.eligible && { roleEligibilitySchedules: odd.eligible }),
  };
  return Object.fromEntries(Object.entries(all).filter(([key]) => !odd.without.includes(key))) as GraphTenant;
}

function withEdits(tenant: GraphTenant, odd: readonly Edit[]): GraphTenant {
  const policies: readonly Record<string, unknown>[] = tenant.policies;
  const all = policies.map((policy, index) => odd.filter((one) => one.policy === index).reduce(edited, policy));
  return { ...tenant, policies: withOwnIds(all) as unknown as GraphTenant["policies"] };
}

/** Tenants with odd memberships: rings of groups, scoped and eligible roles, agents, lists that are missing. */
const tenantsOfOddMembers = fc.tuple(graphTenants, memberships).map(([tenant, odd]) => widened(tenant, odd));

/** Those, with content in their policies that nobody has heard of, that is missing, or that is of another type. */
export const widerTenants = fc.tuple(tenantsOfOddMembers, edits).map(([tenant, odd]) => withEdits(tenant, odd));

/** Those whose policies have keys that nobody has heard of, or that aren't there. */
export const tenantsWithNews = fc.tuple(tenantsOfOddMembers, newKeys).map(([tenant, odd]) => withEdits(tenant, odd));
