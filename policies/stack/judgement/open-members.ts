import { type GroupId, groupId, roleId } from "../../../src/law/model/ids";
import type { Group, Tenant } from "../../../src/law/model/tenant";
import { memoize } from "../objects/memoize";

/** The tenant in which unknown groups, and these roles if some holders are unknown, have members that others may join. */
export function withOpenMembers(tenant: Tenant, roles: ReadonlySet<string>): Tenant {
  const { roleAssignments, mayLackItems = [] } = tenant;
  const open = roleAssignments && ![...mayLackItems].some(isAboutRoles) ? [] : [...roles].sort();
  const known = openTenants(tenant);
  const key = open.join();
  const found = known.get(key) ?? openTenant(tenant, open);
  known.set(key, found);
  return found;
}

const isAboutRoles = (list: string): boolean => list.startsWith("role");

/** The open tenants of a tenant, by their roles: a tenant is large, and each change asks for one. */
const openTenants = memoize((_: Tenant) => new Map<string, Tenant>());

function openTenant(tenant: Tenant, roles: readonly string[]): Tenant {
  const { policies, users, groups, roleAssignments = [], mayLackItems = [] } = tenant;
  const clauses = policies.flatMap(({ users }) => [users.include, users.exclude]);
  const people = new Set<string>(users?.map(({ id }) => id));
  const holders = roles.map(roleId).map((role) => ({ principal: holdersOf(role), role, tenantWide: true }));
  const assignments = [...roleAssignments, ...holders];
  const holding = assignments.map(({ principal }) => groupId(principal)).filter((id) => !people.has(id));
  const all = new Map([...clauses.flatMap((clause) => [...clause.groups]), ...holding].map(open));
  for (const [id, group] of groups ?? [])
    all.set(id, group.members === undefined ? { ...open(id)[1], displayName: group.displayName } : group);
  const others = new Set([...mayLackItems].filter((list) => !isAboutRoles(list)));
  return { ...tenant, groups: all, roleAssignments: assignments, mayLackItems: others };
}

/** The id of a stand-in for the unknown holders of a role. */
export const holdersOf = (role: string): string => `holders of ${role}`;

const open = (id: GroupId): [GroupId, Group] => [id, { id, displayName: undefined, members: [], mayHoldOthers: true }];

/** A group, none of whose members is known. */
export const unknownGroup = (id: GroupId): [GroupId, Group] => [id, { ...open(id)[1], members: undefined }];
