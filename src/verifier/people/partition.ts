import type { Membership, NamedParts } from "../../law/membership/membership";
import { type BitSet, bitSetWhere, putBit, without } from "./bit-set";
import type { NumberedPeople } from "./numbered-people";

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
  const splits: Split[] = [];
  const first = new Map<string, number>();
  const blockOf = Int32Array.from(numbered.people, ({ classes }) => {
    const key = classes.join("|");
    if (!first.has(key)) first.set(key, splits.push({ from: -1, namer: -1, isExclude: false }) - 1);
    return first.get(key) ?? 0;
  });
  const lastNamer = new Int32Array(numbered.people.length).fill(-1);
  const split = (parts: NamedParts, membership: Membership, namer: number, isExclude: boolean): void => {
    const splitOff = new Map<number, number>();
    numbered.each(parts, membership, (person) => {
      if (lastNamer[person] === namer) return;
      lastNamer[person] = namer;
      const from = blockOf[person] ?? 0;
      const known = splitOff.get(from);
      const block = known ?? splits.push({ from, namer, isExclude }) - 1;
      if (known === undefined) splitOff.set(from, block);
      blockOf[person] = block;
    });
  };
  namers.forEach(({ membership, usually, included, excluded }, namer) => {
    // An exclude beats an include, so it comes first.
    if (usually !== "excluded") split(excluded, membership, namer, true);
    if (usually === undefined) split(included, membership, namer, false);
  });
  const blocks = new Map<number, Block & { readonly people: number[] }>();
  blockOf.forEach((block, person) => {
    const known = blocks.get(block);
    if (known === undefined) blocks.set(block, { people: [person], naming: () => namingOf(block, splits, usual) });
    else known.people.push(person);
  });
  return { blocks: [...blocks.values()], usual };
}

/** How a block came to be: the block that it was split off from, and the namer that named its people and not the others. */
interface Split {
  readonly from: number;
  readonly namer: number;
  readonly isExclude: boolean;
}

function namingOf(block: number, splits: readonly Split[], usual: Naming): Naming {
  const [included, excluded] = [usual.included.slice(), usual.excluded.slice()];
  for (let split = splits[block]; split !== undefined && split.from >= 0; split = splits[split.from])
    putBit(split.isExclude ? excluded : included, split.namer, true);
  return { included: without(included, excluded), excluded };
}
