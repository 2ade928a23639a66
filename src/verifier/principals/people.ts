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

/** The home tenants that some policy names, sorted, and `unnamed`, which stands for all the others. */
export function namedHomes(policies: readonly Policy[]): readonly HomeTenant[] {
  const named = new Set<HomeTenantId>();
  for (const { users } of policies)
    for (const { guests } of [users.include, users.exclude])
      if (guests?.homes.kind === "enumerated") for (const home of guests.homes.tenants) named.add(home);
  return ["unnamed", ...[...named].sort()];
}

/** One identity type in each of the tenants; undefined where the person isn't in that tenant. */
export type IdentityTypes = readonly (IdentityType | undefined)[];

/**
 * Every identity type that a person of these classes may have. Where the classes are the same in all tenants, so is the
 * identity type; where they differ, each identity type of the one goes with each of the other.
 * @param classes the person's classes in each of the tenants
 */
export function identityTypesOf(
  classes: readonly (readonly PersonClass[])[],
  homes: readonly HomeTenant[],
): readonly IdentityTypes[] {
  const [first = [], ...others] = classes;
  if (others.every((other) => other.join() === first.join()))
    return first.flatMap((type) => identityTypesOfClass(type, homes).map((identity) => classes.map(() => identity)));
  const perTenant = classes.map((types) =>
    types.length === 0 ? [undefined] : types.flatMap((type) => identityTypesOfClass(type, homes)),
  );
  return perTenant.reduce<readonly IdentityTypes[]>(
    (chosen, options) => chosen.flatMap((identities) => options.map((option) => identities.concat(option))),
    [[]],
  );
}

/** The home tenant of an external object can't be read, so it may be any of them. */
function identityTypesOfClass(type: PersonClass, homes: readonly HomeTenant[]): readonly IdentityType[] {
  const external = type === "b2bCollaborationGuest" || type === "b2bCollaborationMember";
  return external ? homes.map((home) => ({ type, home })) : [{ type, home: "unnamed" }];
}

/** The identity types that need no object in the directory: each outsider type from each home tenant. */
export function outsiderIdentityTypes(tenants: number, homes: readonly HomeTenant[]): readonly IdentityTypes[] {
  return OUTSIDER_TYPES.flatMap((type) => homes.map((home) => Array<IdentityType>(tenants).fill({ type, home })));
}

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
