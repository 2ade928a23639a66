import type { Membership, NamedParts } from "../../law/membership/membership";
import { type BitSet, emptyBitSet, putBit } from "./bit-set";
import type { NumberedPeople, Person } from "./numbered-people";

/** Something that names people: a policy, or a role of which it matters who may hold it. */
export interface Namer {
  readonly membership: Membership;
  /** How it names everybody whom it doesn't name otherwise. */
  readonly usually: "included" | "excluded" | undefined;
  readonly included: NamedParts;
  readonly excluded: NamedParts;
}

/** The namers that certainly include a person by id, group or role, and those that certainly exclude them, by their numbers. */
export interface Naming {
  readonly included: BitSet;
  readonly excluded: BitSet;
}

/** People of the same classes whom every namer names alike: what is decided for one of them holds for all. */
export interface Block {
  /** The number of one of them in the list of people. */
  readonly first: number;
  /** How the namers name each of them. */
  naming(): Naming;
}

/** The people in blocks: everybody is in exactly one. */
export interface Partition {
  readonly blocks: readonly Block[];
  /** How namers name a person whom none of them names by id, group or role. */
  readonly usual: Naming;
  /** The number of each person's block, by the person's number. */
  readonly blockOf: Int32Array;
}

/**
 * The coarsest partition in which two people are in one block iff they are of the same classes and every candidate
 * policy names them alike. Refined by one namer after the other; each moves only the people whom it names
 * otherwise than everybody else, so the cost grows with the sizes of the groups that policies name, not with policies
 * times people.
 */
export function partitionOf(numbered: NumberedPeople, namers: readonly Namer[]): Partition {
  const { people } = numbered;
  const refinement = new Refinement(people);
  const usual: Naming = { included: emptyBitSet(namers.length), excluded: emptyBitSet(namers.length) };
  const namedAs = new Uint8Array(people.length);
  const moved = new Int32Array(people.length);
  namers.forEach(({ membership, usually, included, excluded }, candidate) => {
    const base: NamedAs = usually === "excluded" ? 2 : usually === "included" ? 1 : 0;
    setNamedAs(usual, candidate, base);
    if (base === 2) return;
    let size = 0;
    const move = (value: NamedAs) => (number: number) => {
      if (namedAs[number] === 0) moved[size++] = number;
      namedAs[number] = value;
    };
    if (base === 0) numbered.each(included, membership, move(1));
    numbered.each(excluded, membership, move(2));
    refinement.by(candidate, moved.subarray(0, size), namedAs);
    for (const number of moved.subarray(0, size)) namedAs[number] = 0;
  });
  return refinement.partition(usual);
}

/** 0: neither included nor excluded; 1: included and not excluded; 2: excluded. */
type NamedAs = 0 | 1 | 2;

/** Sets how one namer names somebody. */
function setNamedAs({ included, excluded }: Naming, candidate: number, value: NamedAs): void {
  putBit(included, candidate, value === 1);
  putBit(excluded, candidate, value === 2);
}

/** Blocks that only get finer, each with its parent and who split it off. There may be tens of millions: columns of numbers. */
class Refinement {
  /** The block of each person. */
  readonly #blockOf: Int32Array;
  /** Of each block its parent, who split it off, how, and what the current namer split off it, included and excluded. */
  #rows = new Int32Array(1024 * COLUMNS);
  #size = 0;

  constructor(people: readonly Person[]) {
    this.#blockOf = new Int32Array(people.length);
    const byClasses = new Map<string, number>();
    people.forEach(({ classes }, number) => {
      const key = classes.join("|");
      const block = byClasses.get(key) ?? this.#add(-1, -1, 0);
      byClasses.set(key, block);
      this.#blockOf[number] = block;
    });
  }

  /** Splits off, from each block, the people whom the namer includes and those whom it excludes. */
  by(candidate: number, moved: Int32Array, namedAs: Uint8Array): void {
    const older = this.#size;
    for (const number of moved) {
      const parent = this.#blockOf[number] ?? 0;
      const value = (namedAs[number] ?? 0) as NamedAs;
      const at = parent * COLUMNS + 2 + value;
      let part = this.#rows[at] ?? 0;
      if (part < older) {
        part = this.#add(parent, candidate, value);
        this.#rows[at] = part;
      }
      this.#blockOf[number] = part;
    }
  }

  /** The blocks that have anybody left in them, numbered anew. */
  partition(usual: Naming): Partition {
    const renumbered = new Int32Array(this.#size).fill(-1);
    const blocks: Block[] = [];
    const blockOf = this.#blockOf.map((block, number) => {
      if ((renumbered[block] ?? -1) < 0) {
        renumbered[block] = blocks.length;
        blocks.push({ first: number, naming: () => this.#namingOf(block, usual) });
      }
      return renumbered[block] ?? 0;
    });
    return { blocks, blockOf, usual };
  }

  #namingOf(block: number, usual: Naming): Naming {
    const naming = { included: usual.included.slice(), excluded: usual.excluded.slice() };
    for (let step = block; ; ) {
      const [parent = -1, candidate = -1, value = 0] = this.#rows.subarray(step * COLUMNS, (step + 1) * COLUMNS);
      if (parent < 0) return naming;
      setNamedAs(naming, candidate, value as NamedAs);
      step = parent;
    }
  }

  #add(parent: number, candidate: number, value: NamedAs): number {
    const at = this.#size * COLUMNS;
    if (at === this.#rows.length) {
      const longer = new Int32Array(at * 2);
      longer.set(this.#rows);
      this.#rows = longer;
    }
    this.#rows.set([parent, candidate, value], at);
    return this.#size++;
  }
}

const COLUMNS = 5;
