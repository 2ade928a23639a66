import type { GroupId, UserId } from "../../law/model/ids";
import { PERSON_CLASSES, type PersonClass } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";

/**
 * A person with an object in a directory, and every class that they may be of in each of the tenants; none where they
 * aren't.
 */
export interface Person {
  readonly id: UserId;
  readonly classes: readonly (readonly PersonClass[])[];
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
    for (const { id, classes } of peopleIn(tenant, tenants)) {
      if (isExempt(id)) continue;
      const known = people.get(id) ?? tenants.map(() => []);
      known[tenantIndex] = classes;
      people.set(id, known);
    }
  });
  return Array.from(people, ([id, classes]) => ({ id, classes })).sort(byId);
}

const byId = (one: Person, other: Person): number => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

type Classified = { readonly id: UserId; readonly classes: readonly PersonClass[] };

/** Beside the people of a list that may lack some, there are those whom something else names. */
function peopleIn({ users, open }: Tenant, tenants: readonly Tenant[]): Iterable<Classified> {
  if (users === undefined) return namedPeople(tenants);
  if (open?.has("users") !== true) return users;
  const listed = new Set<string>(users.map(({ id }) => id));
  return [...users, ...[...namedPeople(tenants)].filter(({ id }) => !listed.has(id))];
}

/** Whether there may be people of the directory who aren't listed. */
export const mayHaveOthers = ({ users, open }: Tenant): boolean => users === undefined || open?.has("users") === true;

function* namedPeople(tenants: readonly Tenant[]): Generator<Classified> {
  const isGroup = (id: string): boolean => tenants.some(({ groups }) => groups?.has(id as GroupId));
  for (const tenant of tenants)
    for (const id of namedIds(tenant)) if (!isGroup(id)) yield { id: id as UserId, classes: PERSON_CLASSES };
}

function namedIds(tenant: Tenant): ReadonlySet<string> {
  const { policies, users: known = [], groups, roleAssignments, agents } = tenant;
  const ids = new Set<string>(known.map(({ id }) => id));
  if (!mayHaveOthers(tenant)) return ids;
  for (const { users } of policies)
    for (const assignment of [users.include, users.exclude]) for (const id of assignment.users) ids.add(id);
  for (const { members } of groups?.values() ?? []) for (const id of members ?? []) ids.add(id);
  for (const { principal, isToGroup } of roleAssignments ?? []) if (isToGroup !== true) ids.add(principal);
  for (const agent of agents ?? []) ids.delete(agent);
  return ids;
}
