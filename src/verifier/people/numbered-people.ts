import type { Membership, NamedParts } from "../../law/membership/membership";
import type { GroupId, UserId } from "../../law/model/ids";
import type { Tenant } from "../../law/model/tenant";
import { type Person, peopleOf } from "./people";

/** The people of these directories who aren't exempt, by number. */
export const numberedPeopleOf = (tenants: readonly Tenant[], isExempt: (person: UserId) => boolean): NumberedPeople =>
  new NumberedPeople(peopleOf(tenants, isExempt));

/**
 * People by number, the first one 0, and the numbers of those directly in a group: worked out when it is first asked for, once
 * for however many sets of policies.
 */
export class NumberedPeople {
  readonly people: readonly Person[];
  #numbers: ReadonlyMap<string, number> | undefined;
  readonly #members = new Map<Membership, Map<GroupId, Int32Array>>();

  constructor(people: readonly Person[]) {
    this.people = people;
  }

  /** Calls with the number of each person who is named, with some more than once. */
  each({ people, groups }: NamedParts, membership: Membership, call: (number: number) => void): void {
    const numbers = this.#numberOfEach();
    for (const id of people) {
      const number = numbers.get(id);
      if (number !== undefined) call(number);
    }
    for (const group of membership.groupsWithin(groups)) for (const number of this.#in(group, membership)) call(number);
  }

  #numbersOf(ids: readonly string[]): Int32Array {
    const numbers = this.#numberOfEach();
    const found = new Int32Array(ids.length);
    let size = 0;
    for (const id of ids) {
      const number = numbers.get(id);
      if (number !== undefined) found[size++] = number;
    }
    return found.subarray(0, size);
  }

  #numberOfEach(): ReadonlyMap<string, number> {
    if (this.#numbers !== undefined) return this.#numbers;
    const numbers = new Map<string, number>();
    for (const [number, { id }] of this.people.entries()) numbers.set(id, number);
    this.#numbers = numbers;
    return numbers;
  }

  #in(group: GroupId, membership: Membership): Int32Array {
    const groups = this.#members.get(membership) ?? new Map<GroupId, Int32Array>();
    this.#members.set(membership, groups);
    const known = groups.get(group) ?? this.#numbersOf(membership.directlyIn(group));
    groups.set(group, known);
    return known;
  }
}
