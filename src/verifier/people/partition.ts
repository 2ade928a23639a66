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
  /** How the namers name each of them. */
  naming(): Naming;
}

/**
 * The coarsest partition in which two people are in one block iff they may be of the same types and every namer names them alike. Each
 * person is marked with the namers that name them, so that the cost grows with the sizes of the groups that are named, and not with
 * namers times people.
 */
export function partitionOf(numbered: NumberedPeople, namers: readonly Namer[]): readonly Block[] {
  const marks = numbered.people.map(() => "");
  const lastNamer = new Int32Array(marks.length).fill(-1);
  namers.forEach(({ membership, included, excluded }, namer) => {
    // An exclude beats an include, so it comes first.
    for (const parts of [excluded, included]) {
      const mark = markOf(namer, parts === excluded);
      numbered.each(parts, membership, (person) => {
        if (lastNamer[person] === namer) return;
        lastNamer[person] = namer;
        marks[person] += mark;
      });
    }
  });
  const keyOf = memoize((types: Types) => types.join("|"));
  const alike = groupedBy(numbered.people, ({ number, types }) => `${keyOf(types)} ${marks[number]}`);
  return alike.map(([, people]) => {
    const [{ number = 0, types = [] } = {}] = people;
    const naming = () => namingOf(marks[number] ?? "");
    return { types, people: people.map((one) => one.number), naming };
  });
}

/** The mark of each person that the namer names: two characters. `namingOf` reads them. */
const markOf = (namer: number, isExclude: boolean): string =>
  String.fromCharCode(namer >>> 15, ((namer & 0x7fff) << 1) | Number(isExclude));

function namingOf(marks: string): Naming {
  const [included, excluded]: [number[], number[]] = [[], []];
  for (let at = 0; at < marks.length; at += 2) {
    const code = marks.charCodeAt(at + 1);
    ((code & 1) === 0 ? included : excluded).push((marks.charCodeAt(at) << 15) | (code >>> 1));
  }
  return { included, excluded };
}
