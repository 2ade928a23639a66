import { groupId, roleId } from "../../src/model/ids";
import type { Group, RoleAssignment, Tenant, User } from "../../src/model/tenant";
import type { Effect } from "./touch";

type Directory = Pick<Tenant, "users" | "groups" | "roleAssignments">;

/** Who is in what, and who holds what, with effects laid over it, one after the other. */
export const directoryAfter = (
  { users, groups, roleAssignments }: Directory,
  effects: readonly Effect[],
): Directory => ({
  users,
  groups: groups && groupsAfter(groups, effects),
  roleAssignments: roleAssignments && [
    ...roleAssignments,
    ...effects.flatMap((effect) => assignmentsBy(effect, users ?? [])),
  ],
});

function groupsAfter(groups: NonNullable<Tenant["groups"]>, effects: readonly Effect[]): NonNullable<Tenant["groups"]> {
  const after = new Map(groups);
  for (const effect of effects) {
    if (!("group" in effect)) continue;
    const group = after.get(groupId(effect.group));
    if (group !== undefined) after.set(group.id, groupAfter(group, effect));
  }
  return after;
}

type GroupEffect = Extract<Effect, { readonly group: string }>;

function groupAfter(group: Group, effect: GroupEffect): Group {
  switch (effect.kind) {
    case "leaves":
      return { ...group, members: group.members?.filter((id) => id !== effect.member) };
    case "joins":
      return holding(group, [effect.member], group.members);
    case "members":
      return effect.members === undefined ? { ...group, members: undefined } : holding(group, effect.members, []);
  }
}

/** A member who isn't known might be a group with anybody in it. */
function holding(group: Group, added: readonly (string | undefined)[], before: Group["members"]): Group {
  const known = added.filter((id) => id !== undefined);
  return {
    ...group,
    members: before && [...new Set([...before, ...known])],
    mayHoldOthers: group.mayHoldOthers || known.length < added.length,
  };
}

/** A holder who isn't known might be anybody: whoever may hold the role is left out where it is excluded. */
function assignmentsBy(effect: Effect, users: readonly User[]): readonly RoleAssignment[] {
  if (effect.kind !== "role") return [];
  const role = roleId(effect.role);
  if (effect.principal !== undefined) return [{ principal: effect.principal, role, tenantWide: effect.tenantWide }];
  return users.map(({ id }) => ({ principal: id, role, tenantWide: false }));
}
