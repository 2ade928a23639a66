import { type GroupId, groupId } from "../../../src/law/model/ids";
import type { Group, RoleAssignment, Tenant } from "../../../src/law/model/tenant";
import { memoize } from "../objects/memoize";

/**
 * The same tenant with a list for every group and role that it doesn't explain: nobody for certain, and maybe others. So
 * a change can put somebody in, and what isn't known stays the same before and after.
 */
export const withOpenMembers = memoize((tenant: Tenant): Tenant => {
  const { policies, groups, roleAssignments } = tenant;
  const clauses = policies.flatMap(({ users }) => [users.include, users.exclude]);
  const all = new Map(clauses.flatMap((clause) => [...clause.groups]).map(open));
  for (const [id, group] of groups ?? [])
    all.set(id, group.members === undefined ? { ...open(id)[1], displayName: group.displayName } : group);
  if (roleAssignments !== undefined) return { ...tenant, groups: all };
  const roles = new Set(clauses.flatMap((clause) => [...clause.roles]));
  const holders = [...roles].map(
    (role): RoleAssignment => ({ principal: `holders of ${role}`, role, tenantWide: true }),
  );
  for (const { principal } of holders) all.set(...open(groupId(principal)));
  return { ...tenant, groups: all, roleAssignments: holders };
});

const open = (id: GroupId): [GroupId, Group] => [id, { id, displayName: undefined, members: [], mayHoldOthers: true }];
