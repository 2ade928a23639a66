import { unlistedIn } from "../../../src/law/membership/groups";
import { groupId, roleId } from "../../../src/law/model/ids";
import { PERSON_CLASSES } from "../../../src/law/model/sign-in";
import type { Group, RoleAssignment, Tenant } from "../../../src/law/model/tenant";
import type { Snapshot } from "../../settings/snapshot";
import type { Effect, Members, Membership } from "../effects/change";

type Directory = Pick<Tenant, "users" | "groups" | "roleAssignments">;

/** Users, groups and role assignments after effects, one after the other. */
export const directoryAfter = (
  { users, groups, roleAssignments }: Directory,
  effects: readonly Effect[],
  rules: Snapshot["membershipRules"],
): Directory => ({
  users: effects.some(({ kind }) => kind === "retyped")
    ? users?.map((user) => ({ ...user, classes: PERSON_CLASSES }))
    : users,
  groups: groups && groupsAfter(groups, effects, rules),
  roleAssignments: roleAssignments && assignmentsAfter(roleAssignments, effects),
});

/** An effect on who is in a group, or holds a role. */
type Joining = Membership | Members;

const joiningsOf = (of: Joining["of"], effects: readonly Effect[]): readonly Joining[] =>
  effects.flatMap((effect) => ("of" in effect && effect.of === of ? [effect] : []));

type Groups = NonNullable<Tenant["groups"]>;

function groupsAfter(groups: Groups, effects: readonly Effect[], rules: Snapshot["membershipRules"]): Groups {
  const after = new Map(groups);
  for (const effect of joiningsOf("groups", effects)) {
    const group = after.get(groupId(effect.object));
    const hasRule = effect.kind === "members" && effect.rule !== undefined && rules.get(effect.object) === effect.rule;
    if (group !== undefined && !hasRule) after.set(group.id, groupAfter(group, effect));
  }
  return after;
}

function groupAfter(group: Group, effect: Joining): Group {
  if (effect.kind === "membership") return holding(group, [effect.who], group.members);
  const { unlisted: _, ...whole } = group;
  if (effect.members === undefined) return { ...whole, members: undefined };
  return holding({ ...whole, mayHoldOthers: false }, effect.members, []);
}

/** The group with more members. An unknown member may be a group with anybody in it. An unlisted member stays unlisted. */
function holding(group: Group, added: readonly (string | undefined)[], before: Group["members"]): Group {
  const known = added.filter((id) => id !== undefined);
  const isAnybody = known.length < added.length;
  const unlisted = new Set<string>(group.unlisted);
  const rest = group.mayHoldOthers ? (group.unlisted ?? [groupId(unlistedIn(group.id))]) : [];
  return {
    ...group,
    members: before && [...new Set([...before, ...known.filter((id) => !unlisted.has(id))])],
    mayHoldOthers: group.mayHoldOthers || isAnybody,
    ...(isAnybody && { unlisted: [...rest, groupId(`anyone who joins ${group.id}`)] }),
  };
}

/** Role assignments after effects. Their order is unknown, so whoever loses a role loses it, and others get it. */
function assignmentsAfter(before: readonly RoleAssignment[], effects: readonly Effect[]): readonly RoleAssignment[] {
  const joinings = joiningsOf("roles", effects);
  const replaced = new Set(joinings.flatMap(({ kind, object }) => (kind === "members" ? [object] : [])));
  return [...before.filter(({ role }) => !replaced.has(role)), ...joinings.flatMap(assignmentsBy)];
}

/** An unknown holder may be a group with anybody in it. */
function assignmentsBy(effect: Joining): readonly RoleAssignment[] {
  const role = roleId(effect.object);
  if (effect.kind === "membership" && effect.who !== undefined)
    return [{ principal: effect.who, role, tenantWide: effect.tenantWide }];
  if (effect.kind === "members" && effect.members !== undefined) return [];
  return [{ principal: groupId(`anyone who is given ${role}`), role, tenantWide: false, principalType: "group" }];
}
