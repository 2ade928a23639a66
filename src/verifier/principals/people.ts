import type { GroupId, HomeTenantId, UserId } from "../../model/ids";
import type { Policy } from "../../model/policy";
import {
  type HomeTenant,
  type IdentityType,
  OUTSIDER_TYPES,
  PERSON_CLASSES,
  type PersonClass,
} from "../../model/sign-in";
import type { Tenant } from "../../model/tenant";

/**
 * A person with an object in a directory, and every class that they may be of in each of the tenants; none where they
 * aren't.
 */
export interface Person {
  readonly id: UserId;
  readonly classes: readonly (readonly PersonClass[])[];
}

/**
 * Home tenants that policies tell apart: of all that the same lists name, the one with the lowest id; and `unnamed`, which
 * stands for those that no list names. Policies may name very many, so each list is gone through once.
 */
export function homesToldApart(policies: readonly Policy[]): readonly HomeTenant[] {
  const classOf = new Map<HomeTenantId, number>();
  let classes = 1;
  for (const tenants of homeLists(policies)) {
    const splitOff = new Map<number, number>();
    for (const home of tenants) {
      const before = classOf.get(home) ?? 0;
      const after = splitOff.get(before) ?? classes++;
      splitOff.set(before, after);
      classOf.set(home, after);
    }
  }
  const lowest = new Map<number, HomeTenantId>();
  for (const [home, number] of classOf) {
    const known = lowest.get(number);
    if (known === undefined || home < known) lowest.set(number, home);
  }
  return ["unnamed", ...[...lowest.values()].sort()];
}

function* homeLists(policies: readonly Policy[]): Generator<ReadonlySet<HomeTenantId>> {
  for (const { users } of policies)
    for (const { guests } of [users.include, users.exclude])
      if (guests?.homes.kind === "enumerated") yield guests.homes.tenants;
}

/** One identity type in each of the tenants; undefined where the person isn't in that tenant. */
export type IdentityTypes = readonly (IdentityType | undefined)[];

/** Every identity type that somebody of this class may have: the home tenant of an external object can't be read, so it may be any. */
export function identityTypesOfClass(type: PersonClass, homes: readonly HomeTenant[]): readonly IdentityType[] {
  const external = type === "b2bCollaborationGuest" || type === "b2bCollaborationMember";
  return external ? homes.map((home) => ({ type, home })) : [{ type, home: "unnamed" }];
}

/** The identity types that need no object in the directory: each outsider type from each home tenant. */
export const outsiderIdentityTypes = (homes: readonly HomeTenant[]): readonly IdentityType[] =>
  OUTSIDER_TYPES.flatMap((type) => homes.map((home) => ({ type, home })));

/**
 * The people of the directories who aren't exempt, sorted by id.
 *
 * Where a tenant's `users` aren't known, its people are the ids that policies, groups and role assignments name, in
 * either of two tenants, and each may be of any class. That there may be others, whom nothing names, is for the caller.
 */
export function peopleOf(tenants: readonly Tenant[], isExempt: (id: UserId) => boolean): readonly Person[] {
  const people = new Map<UserId, (readonly PersonClass[])[]>();
  tenants.forEach((tenant, tenantIndex) => {
    for (const { id, classes } of tenant.users ?? namedPeople(tenants)) {
      if (isExempt(id)) continue;
      const known = people.get(id) ?? tenants.map(() => []);
      known[tenantIndex] = classes;
      people.set(id, known);
    }
  });
  return Array.from(people, ([id, classes]) => ({ id, classes })).sort(byId);
}

const byId = (one: Person, other: Person): number => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

function* namedPeople(
  tenants: readonly Tenant[],
): Generator<{ readonly id: UserId; readonly classes: readonly PersonClass[] }> {
  const isGroup = (id: string): boolean => tenants.some(({ groups }) => groups?.has(id as GroupId));
  for (const tenant of tenants)
    for (const id of namedIds(tenant)) if (!isGroup(id)) yield { id: id as UserId, classes: PERSON_CLASSES };
}

function namedIds({ policies, users: known, groups, roleAssignments, agents }: Tenant): ReadonlySet<string> {
  const ids = new Set<string>();
  if (known !== undefined) {
    for (const { id } of known) ids.add(id);
    return ids;
  }
  for (const { users } of policies)
    for (const assignment of [users.include, users.exclude]) for (const id of assignment.users) ids.add(id);
  for (const { members } of groups?.values() ?? []) for (const id of members ?? []) ids.add(id);
  for (const { principal, isToGroup } of roleAssignments ?? []) if (isToGroup !== true) ids.add(principal);
  for (const agent of agents ?? []) ids.delete(agent);
  return ids;
}
