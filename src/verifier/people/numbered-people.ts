import type { Membership, NamedParts } from "../../law/membership/membership";
import type { GroupId, UserId } from "../../law/model/ids";
import { PERSON_CLASSES, type PersonClass } from "../../law/model/sign-in";
import type { Tenant, User } from "../../law/model/tenant";

/** A person of a directory, and every class that they may be of in each of the tenants; none where they aren't. */
export interface Person {
  readonly id: UserId;
  readonly classes: readonly (readonly PersonClass[])[];
  readonly number: number;
}

/** The people of these directories who aren't exempt, by number in the order of their ids, with who is in which group, worked out once. */
export class NumberedPeople {
  readonly people: readonly Person[];
  readonly #byId: ReadonlyMap<string, Person>;
  readonly #members = new Map<Membership, Map<GroupId, Int32Array>>();

  /**
   * Where a tenant's `users` aren't known, its people are the ids that policies, groups and role assignments name, in either of two
   * tenants, and each may be of any class. That there may be others, whom nothing names, is for the caller.
   * @param tenants one, or the two that are compared
   */
  constructor(tenants: readonly Tenant[], isExempt: (person: UserId) => boolean) {
    const byId = new Map<string, Numbered>();
    tenants.forEach((tenant, tenantIndex) => {
      for (const { id, classes } of peopleIn(tenant, tenants)) {
        if (isExempt(id)) continue;
        const known = byId.get(id) ?? { id, classes: tenants.map((): readonly PersonClass[] => []), number: 0 };
        known.classes[tenantIndex] = classes;
        byId.set(id, known);
      }
    });
    const people = [...byId.values()].sort(({ id: one }, { id: other }) => (one < other ? -1 : one > other ? 1 : 0));
    people.forEach((person, number) => {
      person.number = number;
    });
    this.people = people;
    this.#byId = byId;
  }

  /** Calls with the number of each person who is named, with some more than once. */
  each({ people, groups }: NamedParts, membership: Membership, call: (number: number) => void): void {
    for (const id of people) {
      const person = this.#byId.get(id);
      if (person !== undefined) call(person.number);
    }
    for (const group of membership.groups.within(groups))
      for (const number of this.#directlyIn(group, membership)) call(number);
  }

  #directlyIn(group: GroupId, membership: Membership): Int32Array {
    const groups = this.#members.get(membership) ?? new Map<GroupId, Int32Array>();
    this.#members.set(membership, groups);
    const known = groups.get(group);
    if (known !== undefined) return known;
    const people = membership.groups.directlyIn(group).map((id) => this.#byId.get(id)?.number ?? -1);
    const numbers = Int32Array.from(people).filter((number) => number >= 0);
    groups.set(group, numbers);
    return numbers;
  }
}

interface Numbered extends Person {
  readonly classes: (readonly PersonClass[])[];
  number: number;
}

/** Whether there may be people of the directory who aren't listed. */
export const mayHaveOthers = ({ users, mayLackItems }: Tenant): boolean =>
  users === undefined || mayLackItems?.has("users") === true;

/** The people of the list, and where it may lack some, those whom something else names. */
function peopleIn(tenant: Tenant, tenants: readonly Tenant[]): Iterable<Pick<User, "id" | "classes">> {
  const { users = [] } = tenant;
  if (!mayHaveOthers(tenant)) return users;
  const listed = new Set<string>(users.map(({ id }) => id));
  return [...users, ...[...namedPeople(tenants)].filter(({ id }) => !listed.has(id))];
}

function* namedPeople(tenants: readonly Tenant[]): Generator<Pick<User, "id" | "classes">> {
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
  for (const { principal, principalType: type } of roleAssignments ?? [])
    if (type === undefined || type === "user") ids.add(principal);
  for (const agent of agents ?? []) ids.delete(agent);
  return ids;
}
