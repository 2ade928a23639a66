import { type Bits, clearBit, emptyBits, setBit } from "../cells/bits";
import type { Contender } from "../cells/contender";
import type { GroupId } from "../ids";
import type { Membership, NamedParts } from "../membership";
import type { Person } from "./people";

/** The contenders that include somebody by id, group or role, and those that exclude them. */
export interface Naming {
  readonly included: Bits;
  readonly excluded: Bits;
}

/** People of the same classes whom every contender names in the same way. */
export interface Cohort {
  /** Number of one of them in the list of people. */
  readonly first: number;
  naming(): Naming;
}

export interface Roster {
  readonly cohorts: readonly Cohort[];
  /** How contenders name somebody whom nothing singles out. */
  readonly usual: Naming;
  /** The cohort of each person, by number. */
  readonly cohortOf: Int32Array;
}

/** Not named, included, or excluded. */
type Mark = 0 | 1 | 2;

/**
 * Splits the people into cohorts, one contender after the other. Only those whom a contender singles out are touched,
 * so the cost grows with the sizes of the groups that policies name, not with policies times people.
 */
export function rosterOf(people: readonly Person[], contenders: readonly Contender[]): Roster {
  const numbers = new Numbers(people);
  const split = new Split(people);
  const usual: Naming = { included: emptyBits(contenders.length), excluded: emptyBits(contenders.length) };
  const marks = new Uint8Array(people.length);
  const touched = new Int32Array(people.length);
  contenders.forEach(({ policy: { users }, ground: { membership } }, contender) => {
    const excluded = membership.partsOf(users.exclude, "exclude");
    const base: Mark = users.exclude.everyone || excluded.open ? 2 : users.include.everyone ? 1 : 0;
    mark(usual, contender, base);
    if (base === 2) return;
    let size = 0;
    const touch = (value: Mark) => (number: number) => {
      if (marks[number] === 0) touched[size++] = number;
      marks[number] = value;
    };
    if (base === 0) numbers.each(membership.partsOf(users.include, "include"), membership, touch(1));
    numbers.each(excluded, membership, touch(2));
    split.by(contender, touched.subarray(0, size), marks);
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

function mark({ included, excluded }: Naming, contender: number, value: Mark): void {
  if (value === 1) setBit(included, contender);
  else clearBit(included, contender);
  if (value === 2) setBit(excluded, contender);
  else clearBit(excluded, contender);
}

/**
 * A partition of the people that only gets finer. A cohort remembers what it was split from, and by whom. There may be tens
 * of millions in the course of it, so they are columns of numbers.
 */
class Split {
  readonly #cohortOf: Int32Array;
  #size = 0;
  #parents = new Int32Array(1024);
  #contenders = new Int32Array(1024);
  #marks = new Uint8Array(1024);
  /** The cohort that was split off one, for each of the two marks; out of date where it is older than the contender. */
  #splinters = new Int32Array(2048);

  constructor(people: readonly Person[]) {
    this.#cohortOf = new Int32Array(people.length);
    const kinds = new Map<string, number>();
    people.forEach(({ classes }, number) => {
      const kind = classes.join("|");
      let cohort = kinds.get(kind);
      if (cohort === undefined) {
        cohort = this.#add(-1, -1, 0);
        kinds.set(kind, cohort);
      }
      this.#cohortOf[number] = cohort;
    });
  }

  by(contender: number, touched: Int32Array, marks: Uint8Array): void {
    const older = this.#size;
    for (const number of touched) {
      const parent = this.#cohortOf[number] ?? 0;
      const value = (marks[number] ?? 0) as Mark;
      const at = parent * 2 + value - 1;
      let splinter = this.#splinters[at] ?? 0;
      if (splinter < older) {
        splinter = this.#add(parent, contender, value);
        this.#splinters[at] = splinter;
      }
      this.#cohortOf[number] = splinter;
    }
  }

  /** Only cohorts that still hold somebody, numbered anew. */
  roster(usual: Naming): Roster {
    const renumbered = new Int32Array(this.#size).fill(-1);
    const cohorts: Cohort[] = [];
    const cohortOf = new Int32Array(this.#cohortOf.length);
    this.#cohortOf.forEach((cohort, number) => {
      if ((renumbered[cohort] ?? -1) < 0) {
        renumbered[cohort] = cohorts.length;
        cohorts.push({ first: number, naming: () => this.#namingOf(cohort, usual) });
      }
      cohortOf[number] = renumbered[cohort] ?? 0;
    });
    return { cohorts, cohortOf, usual };
  }

  #namingOf(cohort: number, usual: Naming): Naming {
    const naming = { included: usual.included.slice(), excluded: usual.excluded.slice() };
    for (let step = cohort; (this.#contenders[step] ?? -1) >= 0; step = this.#parents[step] ?? 0)
      mark(naming, this.#contenders[step] ?? 0, (this.#marks[step] ?? 0) as Mark);
    return naming;
  }

  #add(parent: number, contender: number, value: Mark): number {
    if (this.#size === this.#parents.length) this.#grow();
    this.#parents[this.#size] = parent;
    this.#contenders[this.#size] = contender;
    this.#marks[this.#size] = value;
    return this.#size++;
  }

  #grow(): void {
    this.#parents = longer(this.#parents, new Int32Array(this.#size * 2));
    this.#contenders = longer(this.#contenders, new Int32Array(this.#size * 2));
    this.#marks = longer(this.#marks, new Uint8Array(this.#size * 2));
    this.#splinters = longer(this.#splinters, new Int32Array(this.#size * 4));
  }
}

function longer<Numbers extends Int32Array | Uint8Array>(short: Numbers, long: Numbers): Numbers {
  long.set(short);
  return long;
}
