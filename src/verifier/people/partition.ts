import type { Membership, NamedParts } from "../../law/membership/membership";
import { groupedBy } from "../../text/grouped-by";
import { memoize } from "../../text/memoize";
import { type BitSet, bitOf } from "./bit-set";
import type { Types } from "./identity-types";
import type { NumberedPeople } from "./numbered-people";

/** Something that names people by id, group and role: a policy, or a role whose holders matter. */
export interface Namer {
  readonly membership: Membership;
  readonly included: NamedParts;
  readonly excluded: NamedParts;
}

/** The namers that certainly include a person by id, group or role, and those that certainly exclude them, by their numbers. */
export interface Naming {
  readonly included: BitSet;
  readonly excluded: BitSet;
}

/** Nothing names them. */
export const NOT_NAMED: Naming = { included: 0n, excluded: 0n };

/** People with the same possible types. Every namer names all of them or none of them, so a decision about one holds for all. */
export interface Block {
  readonly types: Types;
  /** Their numbers, in order. */
  readonly people: readonly number[];
  readonly naming: Naming;
}

/** What names some people so far; the last namer, and the side that names them. */
interface Mark extends Omit<Block, "people"> {
  readonly namer: number;
  readonly side: keyof Naming;
  /** The latest mark that some of them got after this one. */
  after?: Mark;
}

/**
 * The coarsest partition in which two people are in one block iff they may be of the same types and every namer names them alike. One
 * namer after another refines it, so that the cost grows with the sizes of the groups that are named, and not with namers times people.
 */
export function partitionOf(numbered: NumberedPeople, namers: readonly Namer[]): readonly Block[] {
  const first = memoize((types: Types): Mark => ({ types, naming: NOT_NAMED, namer: -1, side: "included" }));
  const marks = numbered.people.map(({ types }) => first(types));
  // An exclude beats an include, so it comes first.
  for (const [namer, named] of namers.entries())
    for (const side of ["excluded", "included"] as const)
      numbered.each(named[side], named.membership, (person) => {
        const before = marks[person] as Mark;
        if (before.namer === namer) return;
        if (before.after?.namer !== namer || before.after.side !== side) before.after = markedBy(namer, side, before);
        marks[person] = before.after;
      });
  const blocks = groupedBy(marks.keys(), (person) => marks[person] as Mark);
  return blocks.map(([{ types, naming }, people]) => ({ types, naming, people }));
}

const markedBy = (namer: number, side: keyof Naming, { types, naming }: Mark): Mark => ({
  types,
  naming: { ...naming, [side]: naming[side] | bitOf(namer) },
  namer,
  side,
});
