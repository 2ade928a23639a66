import type { GroupId } from "../../model/ids";
import { type BitSet, clearBit, emptyBitSet, setBit } from "../search/bit-set";
import type { CandidatePolicy } from "../search/candidate-policy";
import type { Membership, NamedParts } from "./membership";
import type { Person } from "./people";

/** The candidate policies that include somebody by id, group or role, and those that exclude them. */
export interface Naming {
  readonly included: BitSet;
  readonly excluded: BitSet;
}

/** People of the same classes whom every candidate policy names in the same way. */
export interface Block {
  /** Number of one of them in the list of people. */
  readonly first: number;
  naming(): Naming;
}

export interface Partition {
  readonly blocks: readonly Block[];
  /** How candidate policies name somebody whom nothing singles out. */
  readonly usual: Naming;
  /** The block of each person, by number. */
  readonly blockOf: Int32Array;
}

/** Not named, included, or excluded. */
type NamedAs = 0 | 1 | 2;

/**
 * Splits the people into blocks, one candidate policy after the other. Only those whom a candidate policy singles out are touched,
 * so the cost grows with the sizes of the groups that policies name, not with policies times people.
 */
export function partitionOf(people: readonly Person[], candidates: readonly CandidatePolicy[]): Partition {
  const numbers = new Numbers(people);
  const split = new Refinement(people);
  const usual: Naming = { included: emptyBitSet(candidates.length), excluded: emptyBitSet(candidates.length) };
  const marks = new Uint8Array(people.length);
  const touched = new Int32Array(people.length);
  candidates.forEach(({ policy: { users }, context: { membership } }, candidate) => {
    const excluded = membership.partsOf(users.exclude, "exclude");
    const base: NamedAs = users.exclude.everyone || excluded.mayHoldOthers ? 2 : users.include.everyone ? 1 : 0;
    markAs(usual, candidate, base);
    if (base === 2) return;
    let size = 0;
    const touch = (value: NamedAs) => (number: number) => {
      if (marks[number] === 0) touched[size++] = number;
      marks[number] = value;
    };
    if (base === 0) numbers.each(membership.partsOf(users.include, "include"), membership, touch(1));
    numbers.each(excluded, membership, touch(2));
    split.by(candidate, touched.subarray(0, size), marks);
    for (const number of touched.subarray(0, size)) marks[number] = 0;
  });
  return split.roster(usual);
}

/** The numbers of people, and of those directly in a group. */
class Numbers {
  readonly #numbers = new Map<string, number>();
  readonly #members = new Map<Membership, Map<GroupId, Int32Array>>();

  constructor(people: readonly Person[]) {
    for (const [number, person] of people.entries()) this.#numbers.set(person.id, number);
  }

  /** Calls for everybody named, for some more than once. */
  each({ people, groups }: NamedParts, membership: Membership, touch: (number: number) => void): void {
    for (const id of people) {
      const number = this.#numbers.get(id);
      if (number !== undefined) touch(number);
    }
    for (const group of membership.groupsWithin(groups))
      for (const number of this.#in(group, membership)) touch(number);
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

function markAs({ included, excluded }: Naming, candidate: number, value: NamedAs): void {
  if (value === 1) setBit(included, candidate);
  else clearBit(included, candidate);
  if (value === 2) setBit(excluded, candidate);
  else clearBit(excluded, candidate);
}

/**
 * A partition of the people that only gets finer. A block remembers what it was split from, and by whom. There may be tens
 * of millions in the course of it, so they are columns of numbers.
 */
class Refinement {
  readonly #cohortOf: Int32Array;
  #size = 0;
  #parents = new Int32Array(1024);
  #candidates = new Int32Array(1024);
  #marks = new Uint8Array(1024);
  /** The block that was split off one, for each of the two marks; out of date where it is older than the candidate policy. */
  #splinters = new Int32Array(2048);

  constructor(people: readonly Person[]) {
    this.#cohortOf = new Int32Array(people.length);
    const kinds = new Map<string, number>();
    people.forEach(({ classes }, number) => {
      const kind = classes.join("|");
      let block = kinds.get(kind);
      if (block === undefined) {
        block = this.#add(-1, -1, 0);
        kinds.set(kind, block);
      }
      this.#cohortOf[number] = block;
    });
  }

  by(candidate: number, touched: Int32Array, marks: Uint8Array): void {
    const older = this.#size;
    for (const number of touched) {
      const parent = this.#cohortOf[number] ?? 0;
      const value = (marks[number] ?? 0) as NamedAs;
      const at = parent * 2 + value - 1;
      let part = this.#splinters[at] ?? 0;
      if (part < older) {
        part = this.#add(parent, candidate, value);
        this.#splinters[at] = part;
      }
      this.#cohortOf[number] = part;
    }
  }

  /** Only blocks that still hold somebody, numbered anew. */
  roster(usual: Naming): Partition {
    const renumbered = new Int32Array(this.#size).fill(-1);
    const blocks: Block[] = [];
    const cohortOf = new Int32Array(this.#cohortOf.length);
    this.#cohortOf.forEach((block, number) => {
      if ((renumbered[block] ?? -1) < 0) {
        renumbered[block] = blocks.length;
        blocks.push({ first: number, naming: () => this.#namingOf(block, usual) });
      }
      cohortOf[number] = renumbered[block] ?? 0;
    });
    return { blocks, blockOf: cohortOf, usual };
  }

  #namingOf(block: number, usual: Naming): Naming {
    const naming = { included: usual.included.slice(), excluded: usual.excluded.slice() };
    for (let step = block; (this.#candidates[step] ?? -1) >= 0; step = this.#parents[step] ?? 0)
      markAs(naming, this.#candidates[step] ?? 0, (this.#marks[step] ?? 0) as NamedAs);
    return naming;
  }

  #add(parent: number, candidate: number, value: NamedAs): number {
    if (this.#size === this.#parents.length) this.#grow();
    this.#parents[this.#size] = parent;
    this.#candidates[this.#size] = candidate;
    this.#marks[this.#size] = value;
    return this.#size++;
  }

  #grow(): void {
    this.#parents = longer(this.#parents, new Int32Array(this.#size * 2));
    this.#candidates = longer(this.#candidates, new Int32Array(this.#size * 2));
    this.#marks = longer(this.#marks, new Uint8Array(this.#size * 2));
    this.#splinters = longer(this.#splinters, new Int32Array(this.#size * 4));
  }
}

function longer<Numbers extends Int32Array | Uint8Array>(short: Numbers, long: Numbers): Numbers {
  long.set(short);
  return long;
}
