import type { JsonObject } from "../../../src/law/json/json-object";
import { unlistedIn } from "../../../src/law/membership/groups";
import { groupId, roleId } from "../../../src/law/model/ids";
import { PERSON_CLASSES, type PersonClass } from "../../../src/law/model/sign-in";
import type { Group, RoleAssignment, Tenant, User } from "../../../src/law/model/tenant";
import type { Snapshot } from "../../settings/snapshot";
import type { Effect, Membership } from "../effects/change";

type Directory = Pick<Tenant, "users" | "groups" | "roleAssignments">;

/** Users, groups and role assignments after effects, one after the other. */
export const directoryAfter = (
  { users, groups, roleAssignments }: Directory,
  effects: readonly Effect[],
  rules: Snapshot["membershipRules"],
): Directory => ({
  users: users && usersAfter(users, effects),
  groups: groups && groupsAfter(groups, effects, rules),
  roleAssignments: roleAssignments && assignmentsAfter(roleAssignments, effects),
});

function usersAfter(users: readonly User[], effects: readonly Effect[]): readonly User[] {
  const writes = effects.filter((effect) => effect.kind === "account");
  if (writes.length === 0) return users;
  return users.map((user) => {
    // A user principal name may be the name of any account whose name is unknown.
    const mayBe = (who: string | undefined): boolean =>
      who === undefined ||
      who === user.id ||
      (who.includes("@") && who === (user.userPrincipalName?.toLowerCase() ?? who));
    return { ...user, classes: classesAfter(user, writes.findLast(({ who }) => mayBe(who))?.said ?? {}) };
  });
}

/** A property that isn't set stays as it is. An unresolved property may have any value. */
function classesAfter({ classes }: User, said: JsonObject): User["classes"] {
  const mayBe = (name: string, is: (one: PersonClass) => boolean, wanted: RegExp) => {
    const value = Object.entries(said).find(([key]) => key.toLowerCase() === name)?.[1];
    return (one: PersonClass): boolean => {
      if (value === undefined) return classes.some((before) => is(before) === is(one));
      return typeof value !== "string" || wanted.test(value) === is(one);
    };
  };
  const isGuest = mayBe("usertype", (one) => one.endsWith("Guest"), /^guest$/i);
  const isExternal = mayBe("userprincipalname", (one) => one.startsWith("b2b"), /(?:#|%23)ext(?:#|%23)/i);
  return PERSON_CLASSES.filter((one) => isGuest(one) && isExternal(one));
}

type Groups = NonNullable<Tenant["groups"]>;

function groupsAfter(groups: Groups, effects: readonly Effect[], rules: Snapshot["membershipRules"]): Groups {
  const after = new Map(groups);
  for (const effect of effects) {
    const id = effect.kind === "members" ? effect.group : membershipIn("groups", effect)?.object;
    const group = id === undefined ? undefined : after.get(groupId(id));
    const hasRule = effect.kind === "members" && effect.rule !== undefined && rules.get(effect.group) === effect.rule;
    if (group !== undefined && !hasRule) after.set(group.id, groupAfter(group, effect, groups.get(group.id)?.members));
  }
  return after;
}

const membershipIn = (of: Membership["of"], effect: Effect): Membership | undefined =>
  effect.kind === "membership" && effect.of === of ? effect : undefined;

/** @param before the members before all effects */
function groupAfter(group: Group, effect: Effect, before: Group["members"]): Group {
  if (effect.kind === "members")
    return effect.members === undefined ? { ...group, members: undefined } : holding(group, effect.members, []);
  if (effect.kind !== "membership") return group;
  const { does, who } = effect;
  if (does === "removes" && who === undefined) return holding(group, [], []);
  const isOut = does === "removes" || (does === "adds or removes" && before?.some((id) => id === who) === true);
  return isOut
    ? { ...group, members: group.members?.filter((id) => id !== who) }
    : holding(group, [who], group.members);
}

/** The group with more members. An unknown member may be a group with anybody in it. An unlisted member stays unlisted. */
function holding(group: Group, added: readonly (string | undefined)[], before: Group["members"]): Group {
  const known = added.filter((id) => id !== undefined);
  const isAnybody = known.length < added.length;
  const unlisted = new Set<string>(group.unlisted);
  return {
    ...group,
    members: before && [...new Set([...before, ...known.filter((id) => !unlisted.has(id))])],
    mayHoldOthers: group.mayHoldOthers || isAnybody,
    ...(group.mayHoldOthers && isAnybody
      ? { unlisted: [...(group.unlisted ?? [groupId(unlistedIn(group.id))]), groupId(`anyone who joins ${group.id}`)] }
      : {}),
  };
}

/** Role assignments after effects. Their order is unknown, so a holder who loses a role loses it, whatever else is done. */
function assignmentsAfter(before: readonly RoleAssignment[], effects: readonly Effect[]): readonly RoleAssignment[] {
  const memberships = effects.flatMap((effect) => membershipIn("roles", effect) ?? []);
  const isAbout = ({ object, who }: Membership, { role, principal }: RoleAssignment): boolean =>
    object === role && (who ?? principal) === principal;
  const kept = before.filter((one) => !memberships.some((other) => other.does !== "adds" && isAbout(other, one)));
  const given = memberships.filter(
    (one) =>
      one.does === "adds" ||
      (one.does === "adds or removes" && (one.who === undefined || !before.some((other) => isAbout(one, other)))),
  );
  return [...kept, ...given.map(assignmentBy)];
}

/** An unknown holder may be a group with anybody in it. */
function assignmentBy({ object, who, tenantWide }: Membership): RoleAssignment {
  const role = roleId(object);
  if (who !== undefined) return { principal: who, role, tenantWide };
  return { principal: groupId(`anyone who is given ${role}`), role, tenantWide: false, principalType: "group" };
}
