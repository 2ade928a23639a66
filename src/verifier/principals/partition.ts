import type { GroupId } from "../../model/ids";
import { emptyBitSet } from "../search/bit-set";
import type { CandidatePolicy } from "../search/candidate-policy";
import { type NamedAs, type Naming, type Partition, Refinement, setNamedAs } from "./blocks";
import type { Membership, NamedParts } from "./membership";
import type { Person } from "./people";

/**
 * The coarsest partition in which two people are in one block iff they are of the same classes and every candidate
 * policy names them alike. Refined by one candidate policy after the other; each moves only the people whom it names
 * otherwise than everybody else, so the cost grows with the sizes of the groups that policies name, not with policies
 * times people.
 */
export function partitionOf(people: readonly Person[], candidates: readonly CandidatePolicy[]): Partition {
  const numbers = new Numbers(people);
  const refinement = new Refinement(people);
  const usual: Naming = { included: emptyBitSet(candidates.length), excluded: emptyBitSet(candidates.length) };
  const namedAs = new Uint8Array(people.length);
  const moved = new Int32Array(people.length);
  candidates.forEach(({ policy: { users }, context: { membership } }, candidate) => {
    const excluded = membership.partsOf(users.exclude, "exclude");
    const base: NamedAs = users.exclude.everyone || excluded.mayHoldOthers ? 2 : users.include.everyone ? 1 : 0;
    setNamedAs(usual, candidate, base);
    if (base === 2) return;
    let size = 0;
    const move = (value: NamedAs) => (number: number) => {
      if (namedAs[number] === 0) moved[size++] = number;
      namedAs[number] = value;
    };
    if (base === 0) numbers.each(membership.partsOf(users.include, "include"), membership, move(1));
    numbers.each(excluded, membership, move(2));
    refinement.by(candidate, moved.subarray(0, size), namedAs);
    for (const number of moved.subarray(0, size)) namedAs[number] = 0;
  });
  return refinement.partition(usual);
}

/** The numbers of people, and of those directly in a group. */
class Numbers {
  readonly #numbers = new Map<string, number>();
  readonly #members = new Map<Membership, Map<GroupId, Int32Array>>();

  constructor(people: readonly Person[]) {
    for (const [number, person] of people.entries()) this.#numbers.set(person.id, number);
  }

  /** Calls with the number of each person who is named, with some more than once. */
  each({ people, groups }: NamedParts, membership: Membership, call: (number: number) => void): void {
    for (const id of people) {
      const number = this.#numbers.get(id);
      if (number !== undefined) call(number);
    }
    for (const group of membership.groupsWithin(groups)) for (const number of this.#in(group, membership)) call(number);
  }

  #numbersOf(ids: readonly string[]): Int32Array {
    const found = new Int32Array(ids.length);
    let size = 0;
    for (const id of ids) {
      const number = this.#numbers.get(id);
      if (number !== undefined) found[size++] = number;
    }
    return found.subarray(0, size);
  }

  #in(group: GroupId, membership: Membership): Int32Array {
    const groups = this.#members.get(membership) ?? new Map<GroupId, Int32Array>();
    this.#members.set(membership, groups);
    let known = groups.get(group);
    if (known === undefined) {
      known = this.#numbersOf(membership.directlyIn(group));
      groups.set(group, known);
    }
    return known;
  }
}
