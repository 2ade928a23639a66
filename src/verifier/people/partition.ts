import type { Membership, NamedParts } from "../../law/membership/membership";
import { groupedBy } from "../../text/grouped-by";
import { memoize } from "../../text/memoize";
import type { Types } from "./identity-types";
import type { NumberedPeople } from "./numbered-people";

/** A set of things that are numbered from 0: a bit for each. `&` has what is in both sets, `|` what is in either. */
export type BitSet = bigint;

/** The set of one number. */
export const bitOf = (number: number): BitSet => 1n << BigInt(number);

/** The numbers that are in, in order. */
export function numbersIn(set: BitSet): readonly number[] {
  const bits = set.toString(2);
  const numbers: number[] = [];
  for (let at = bits.length - 1; at >= 0; at--) if (bits[at] === "1") numbers.push(bits.length - 1 - at);
  return numbers;
}

/** Whether each number of one set is in another one. */
export const isWithin = (inner: BitSet, outer: BitSet): boolean => (inner & outer) === inner;

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

/** A side of a namer. */
interface NamingSide {
  readonly namer: BitSet;
  readonly side: keyof Naming;
}

/** What names some people so far. The latest is `last`. */
interface Mark extends Omit<Block, "people"> {
  readonly last?: NamingSide;
  /** The latest mark that some of them got after this one. */
  after?: Mark;
}

/**
 * The coarsest partition in which two people are in one block iff they may be of the same types and every namer names them alike. One
 * namer after another refines it, so that the cost grows with the sizes of the groups that are named, and not with namers times people.
 */
export function partitionOf(numbered: NumberedPeople, namers: readonly Namer[]): readonly Block[] {
  const first = memoize((types: Types): Mark => ({ types, naming: NOT_NAMED }));
  const marks = numbered.people.map(({ types }) => first(types));
  // An exclude beats an include, so it comes first.
  for (const [number, named] of namers.entries()) {
    const namer = bitOf(number);
    for (const side of ["excluded", "included"] as const) {
      const last = { namer, side };
      numbered.each(named[side], named.membership, (person) => {
        const before = marks[person] as Mark;
        if (before.last?.namer === namer) return;
        if (before.after?.last !== last) before.after = markedBy(last, before);
        marks[person] = before.after;
      });
    }
  }
  const blocks = groupedBy(marks.keys(), (person) => marks[person] as Mark);
  return blocks.map(([{ types, naming }, people]) => ({ types, naming, people }));
}

function markedBy(last: NamingSide, { types, naming: { included, excluded } }: Mark): Mark {
  const { namer, side } = last;
  const naming =
    side === "included" ? { included: included | namer, excluded } : { included, excluded: excluded | namer };
  return { types, naming, last };
}
