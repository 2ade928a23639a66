import type { Membership, NamedParts } from "../../law/membership/membership";
import { groupedBy } from "../../text/grouped-by";
import { remembered } from "../../text/remembered";
import { type BitSet, bitSetWhere, putBit } from "./bit-set";
import type { Types } from "./identity-types";
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

/** People who may be of the same types and whom every namer names alike. What is decided for one of them holds for all. */
export interface Block {
  readonly types: Types;
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
 * The coarsest partition in which two people are in one block iff they may be of the same types and every namer names them alike. Each
 * person is marked with the namers that name them, so that the cost grows with the sizes of the groups that are named, and not with
 * namers times people.
 */
export function partitionOf(numbered: NumberedPeople, namers: readonly Namer[]): Partition {
  const usual = {
    included: bitSetWhere(namers, ({ usually }) => usually === "included"),
    excluded: bitSetWhere(namers, ({ usually }) => usually === "excluded"),
  };
  const marks = numbered.people.map(() => "");
  const lastNamer = new Int32Array(marks.length).fill(-1);
  const mark = (parts: NamedParts, membership: Membership, namer: number, isExclude: boolean): void => {
    const own = markOf(namer, isExclude);
    numbered.each(parts, membership, (person) => {
      if (lastNamer[person] === namer) return;
      lastNamer[person] = namer;
      marks[person] += own;
    });
  };
  namers.forEach(({ membership, usually, included, excluded }, namer) => {
    // An exclude beats an include, so it comes first.
    if (usually !== "excluded") mark(excluded, membership, namer, true);
    if (usually === undefined) mark(included, membership, namer, false);
  });
  const keyOf = remembered((types: Types) => types.join("|"));
  const alike = groupedBy(numbered.people, ({ number, types }) => `${keyOf(types)} ${marks[number]}`);
  const blocks = alike.map(([, people]): Block => {
    const [{ number = 0, types = [] } = {}] = people;
    return { types, people: people.map((one) => one.number), naming: () => namingOf(marks[number] ?? "", usual) };
  });
  return { blocks, usual };
}

/** What marks a person whom the namer names: two characters, for `namingOf` to read. */
const markOf = (namer: number, isExclude: boolean): string =>
  String.fromCharCode(namer >>> 15, ((namer & 0x7fff) << 1) | Number(isExclude));

function namingOf(marks: string, usual: Naming): Naming {
  const [included, excluded] = [usual.included.slice(), usual.excluded.slice()];
  for (let at = 0; at < marks.length; at += 2) {
    const code = marks.charCodeAt(at + 1);
    const namer = (marks.charCodeAt(at) << 15) | (code >>> 1);
    putBit(included, namer, (code & 1) === 0);
    putBit(excluded, namer, (code & 1) === 1);
  }
  return { included, excluded };
}
