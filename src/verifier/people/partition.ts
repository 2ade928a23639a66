import type { Membership, NamedParts } from "../../law/membership/membership";
import { groupedBy } from "../../text/grouped-by";
import { memoize } from "../../text/memoize";
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
  readonly included: readonly number[];
  readonly excluded: readonly number[];
}

/** People with the same possible types. Every namer names all of them or none of them, so a decision about one holds for all. */
export interface Block {
  readonly types: Types;
  /** Their numbers, in order. */
  readonly people: readonly number[];
  readonly named: Mark;
}

/** That a namer names some people, and what named them before. The first mark of all says only what types they may be of. */
interface Mark {
  readonly types: Types;
  readonly before?: Mark;
  readonly namer: number;
  readonly side: keyof Naming;
}

/**
 * The coarsest partition in which two people are in one block iff they may be of the same types and every namer names them alike. One
 * namer after another refines it, so that the cost grows with the sizes of the groups that are named, and not with namers times people.
 */
export function partitionOf(numbered: NumberedPeople, namers: readonly Namer[]): readonly Block[] {
  const keyOf = memoize((types: Types) => types.join("|"));
  const first = new Map(
    numbered.people.map(({ types }) => [keyOf(types), { types, namer: -1, side: "included" } as const]),
  );
  const marks = numbered.people.map(({ types }) => first.get(keyOf(types)) as Mark);
  // An exclude beats an include, so it comes first.
  for (const [namer, named] of namers.entries())
    for (const side of ["excluded", "included"] as const) {
      const refined = new Map<Mark, Mark>();
      numbered.each(named[side], named.membership, (person) => {
        const before = marks[person] as Mark;
        if (before.namer === namer) return;
        const mark = refined.get(before) ?? { types: before.types, before, namer, side };
        refined.set(before, mark);
        marks[person] = mark;
      });
    }
  return groupedBy(marks.keys(), (person) => marks[person] as Mark).map(([named, people]) => ({
    types: named.types,
    people,
    named,
  }));
}

/** How the namers name each person of a block. */
export function namingOf({ named }: Block): Naming {
  const naming = { included: [] as number[], excluded: [] as number[] };
  for (let mark = named; mark.before !== undefined; mark = mark.before) naming[mark.side].push(mark.namer);
  return naming;
}
