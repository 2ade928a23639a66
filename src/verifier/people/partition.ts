import type { Membership, NamedParts } from "../../law/membership/membership";
import { type BitSet, bitSetWhere, either, emptyBitSet, putBit, without } from "./bit-set";
import type { NumberedPeople, Person } from "./numbered-people";

/** Something that names people: a policy, or a role whose holders matter. */
export interface Namer {
  readonly membership: Membership;
  /** How it names everyone else. */
  readonly usually: "included" | "excluded" | undefined;
  readonly included: NamedParts;
  readonly excluded: NamedParts;
}

/** The namers that certainly include a person by id, group or role, and those that certainly exclude them, by their numbers. */
export interface Naming {
  readonly included: BitSet;
  readonly excluded: BitSet;
}

/** People of the same classes that every namer names alike. What is decided for one of them holds for all. */
export interface Block {
  /** Their numbers, in order. */
  readonly people: readonly number[];
  /** How the namers name each of them. */
  naming(): Naming;
}

export interface Partition {
  /** Everybody is in exactly one. */
  readonly blocks: readonly Block[];
  /** How namers name a person that they don't name by id, group or role. */
  readonly usual: Naming;
}

/**
 * The coarsest partition in which two people are in one block iff they are of the same classes and every namer names them alike. Blocks
 * are split namer by namer, so that the cost grows with the sizes of the groups that are named, and not with namers times people.
 * @see Paige, Tarjan, "Three partition refinement algorithms" (1987)
 */
export function partitionOf(numbered: NumberedPeople, namers: readonly Namer[]): Partition {
  const usual = {
    included: bitSetWhere(namers, ({ usually }) => usually === "included"),
    excluded: bitSetWhere(namers, ({ usually }) => usually === "excluded"),
  };
  const splitting = new Splitting(numbered.people);
  namers.forEach(({ membership, usually, included, excluded }, namer) => {
    // An exclude beats an include.
    if (usually !== "excluded") numbered.each(excluded, membership, splitting.by(namer, EXCLUDED));
    if (usually === undefined) numbered.each(included, membership, splitting.by(namer, INCLUDED));
  });
  const blocks = new Map<number, Block & { readonly people: number[] }>();
  splitting.blockOf.forEach((block, person) => {
    const known = blocks.get(block);
    if (known === undefined) blocks.set(block, { people: [person], naming: () => splitting.naming(block, usual) });
    else known.people.push(person);
  });
  return { blocks: [...blocks.values()], usual };
}

const [EXCLUDED, INCLUDED] = [0, 1];

/** Blocks that are split off from each other. A step is one namer's excludes or, behind them, its includes. */
class Splitting {
  readonly blockOf: Int32Array;
  /** The last step that named each person. */
  readonly #named: Int32Array;
  /** For each block: the block that it was split off from, the step that did so, and the last block that was split off from it. */
  readonly #from: number[] = [];
  readonly #steps: number[] = [];
  readonly #splitOff: number[] = [];

  constructor(people: readonly Person[]) {
    const blocks = new Map<string, number>();
    this.#named = new Int32Array(people.length).fill(-1);
    this.blockOf = Int32Array.from(people, ({ classes }) => {
      const key = classes.join("|");
      const block = blocks.get(key) ?? this.#add(-1, -1);
      blocks.set(key, block);
      return block;
    });
  }

  /** Call the result with the number of each person that the namer names so. */
  by(namer: number, how: number): (person: number) => void {
    const step = 2 * namer + how;
    return (person) => {
      if ((this.#named[person] ?? 0) >= 2 * namer) return;
      this.#named[person] = step;
      const block = this.blockOf[person] ?? 0;
      const latest = this.#splitOff[block] ?? -1;
      const target = latest >= 0 && this.#steps[latest] === step ? latest : this.#add(block, step);
      this.#splitOff[block] = target;
      this.blockOf[person] = target;
    };
  }

  #add(from: number, step: number): number {
    this.#steps.push(step);
    this.#splitOff.push(-1);
    return this.#from.push(from) - 1;
  }

  naming(block: number, usual: Naming): Naming {
    const words = usual.included.length * 32;
    const [included, excluded] = [emptyBitSet(words), emptyBitSet(words)];
    for (let at = block; (this.#from[at] ?? -1) >= 0; at = this.#from[at] ?? -1) {
      const step = this.#steps[at] ?? 0;
      putBit(step % 2 === EXCLUDED ? excluded : included, step >> 1, true);
    }
    return {
      included: without(either(usual.included, included), excluded),
      excluded: either(usual.excluded, excluded),
    };
  }
}
