import type { Membership, NamedParts } from "../../law/membership/membership";
import type { GroupId, UserId } from "../../law/model/ids";
import { PERSON_CLASSES } from "../../law/model/sign-in";
import type { Tenant, User } from "../../law/model/tenant";
import { memoize, memoizePair } from "../../text/memoize";
import type { Types } from "./identity-types";

/** A person of a directory, and the types that they may have in each of the tenants. */
export interface Person {
  readonly id: UserId;
  readonly number: number;
  readonly types: Types;
}

/** The people of these directories who aren't exempt. A person's number is their place in `people`, in the order of the ids. */
export class NumberedPeople {
  readonly people: readonly Person[];
  readonly #byId: ReadonlyMap<string, Person>;
  /** The numbers of the direct members of each of these groups and of those inside them, if it has any. */
  readonly #members = memoizePair(({ groups }: Membership, ids: ReadonlySet<GroupId>) =>
    Array.from(groups.within(ids), (id) => this.#numbersOf(groups.membersOf(id).others)).filter(
      (one) => one.length > 0,
    ),
  );
  readonly #numbersOf = memoize((members: readonly string[]) =>
    new Int32Array(members.map((id) => this.#byId.get(id)?.number ?? -1)).filter((number) => number >= 0),
  );

  /**
   * If a tenant's users aren't known, its people are the ids that policies, groups and role assignments name in either of two tenants.
   * Each may be of any class. The caller must allow for people that nothing names.
   * @param tenants one, or the two that are compared
   */
  constructor(tenants: readonly Tenant[], isExempt: (person: UserId) => boolean) {
    const byId = new Map<UserId, Person & { number: number }>();
    const nowhere: Types = tenants.map(() => []);
    tenants.forEach((tenant, tenantIndex) => {
      // The same list for the same types, since people may be very many.
      const typesWith = memoizePair((known: Types, here: Types[number]) => known.with(tenantIndex, here));
      for (const { id, classes } of peopleIn(tenant, tenants)) {
        if (isExempt(id)) continue;
        byId.set(id, { id, types: typesWith(byId.get(id)?.types ?? nowhere, classes), number: 0 });
      }
    });
    this.#byId = byId;
    const people = [...byId.values()].sort(({ id: one }, { id: other }) => (one < other ? -1 : one > other ? 1 : 0));
    for (const [number, person] of people.entries()) person.number = number;
    this.people = people;
  }

  /** Calls a function with the number of each person who is named, for some people more than once. */
  each({ people, groups }: NamedParts, membership: Membership, call: (number: number) => void): void {
    for (const id of people) {
      const number = this.#byId.get(id)?.number;
      if (number !== undefined) call(number);
    }
    for (const numbers of this.#members(membership, groups)) for (const number of numbers) call(number);
  }
}

/** Whether the directory may have people who aren't listed. */
export const mayHaveOthers = ({ users, mayLackItems }: Tenant): boolean =>
  users === undefined || mayLackItems?.has("users") === true;

/** The people of the list. If it may lack some, also the people that something else names. */
function* peopleIn(tenant: Tenant, tenants: readonly Tenant[]): Generator<Pick<User, "id" | "classes">> {
  yield* tenant.users ?? [];
  if (!mayHaveOthers(tenant)) return;
  const known = new Set<string>(tenant.users?.map(({ id }) => id));
  const isGroup = (id: string): boolean => tenants.some(({ groups }) => groups?.has(id as GroupId));
  for (const id of tenants.flatMap((one) => [...namedIds(one)]))
    if (!known.has(id) && !isGroup(id)) yield { id: id as UserId, classes: PERSON_CLASSES };
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
