import { type GroupId, groupId } from "../../../src/law/model/ids";
import type { Group, RoleAssignment, Tenant } from "../../../src/law/model/tenant";
import { memoize } from "../objects/memoize";

/**
 * The same tenant with a list for every group and role that it doesn't explain: nobody for certain, and maybe others. So
 * a change can put somebody in, and what isn't known stays the same before and after.
 */
export const withOpenMembers = memoize((tenant: Tenant): Tenant => {
  const { policies, groups, roleAssignments } = tenant;
  const assignments = policies.flatMap(({ users }) => [users.include, users.exclude]);
  const named = assignments.flatMap((assignment) => [...assignment.groups]);
  const all = new Map([...named.map(open), ...(groups ?? [])].map(([id, group]) => [id, listed(group)]));
  if (roleAssignments !== undefined) return { ...tenant, groups: all };
  const roles = new Set(assignments.flatMap((assignment) => [...assignment.roles]));
  const holders = [...roles].map(
    (role): RoleAssignment => ({ principal: `holders of ${role}`, role, tenantWide: true }),
  );
  for (const { principal } of holders) all.set(...open(groupId(principal)));
  return { ...tenant, groups: all, roleAssignments: holders };
});

const listed = (group: Group): Group =>
  group.members === undefined ? { ...open(group.id)[1], ...named(group) } : group;

const named = ({ displayName }: Group): Pick<Group, "displayName"> => ({ displayName });

const open = (id: GroupId): [GroupId, Group] => [id, { id, displayName: undefined, members: [], mayHoldOthers: true }];
