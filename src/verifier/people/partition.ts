import type { Membership, NamedParts } from "../../law/membership/membership";
import { type BitSet, bitSetWhere, either, emptyBitSet, keyOf, without } from "./bit-set";
import type { NumberedPeople } from "./numbered-people";

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
 * The coarsest partition in which two people are in one block iff they are of the same classes and every namer names them alike. The
 * cost grows with the sizes of the groups that policies name, and not with policies times people.
 */
export function partitionOf(numbered: NumberedPeople, namers: readonly Namer[]): Partition {
  const { people } = numbered;
  const usual = {
    included: bitSetWhere(namers, ({ usually }) => usually === "included"),
    excluded: bitSetWhere(namers, ({ usually }) => usually === "excluded"),
  };
  const rows = new NamedPeople(people.length, namers.length);
  namers.forEach(({ membership, usually, included, excluded }, namer) => {
    if (usually === undefined) numbered.each(included, membership, (person) => rows.put("included", person, namer));
    if (usually !== "excluded") numbered.each(excluded, membership, (person) => rows.put("excluded", person, namer));
  });
  const blocks: Block[] = [];
  const byKey = new Map<string, number>();
  const blockOf = Int32Array.from(people, ({ classes }, person) => {
    const key = `${classes.join("|")} ${rows.keyOf(person)}`;
    const known = byKey.get(key) ?? blocks.push({ first: person, naming: () => rows.naming(person, usual) }) - 1;
    byKey.set(key, known);
    return known;
  });
  return { blocks, blockOf, usual };
}

/** Of each person the namers that name them otherwise than everybody: a row of bits each, since there may be very many people. */
class NamedPeople {
  readonly #words: number;
  readonly #isNamed: Uint8Array;
  readonly #included: Uint32Array;
  readonly #excluded: Uint32Array;

  constructor(people: number, namers: number) {
    this.#words = emptyBitSet(namers).length;
    this.#isNamed = new Uint8Array(people);
    this.#included = new Uint32Array(people * this.#words);
    this.#excluded = new Uint32Array(people * this.#words);
  }

  /** An exclude beats an include, which comes before it. */
  put(how: "included" | "excluded", person: number, namer: number): void {
    const at = person * this.#words + (namer >>> 5);
    const bit = 1 << (namer & 31);
    this.#isNamed[person] = 1;
    this.#included[at] = how === "included" ? (this.#included[at] ?? 0) | bit : (this.#included[at] ?? 0) & ~bit;
    if (how === "excluded") this.#excluded[at] = (this.#excluded[at] ?? 0) | bit;
  }

  keyOf(person: number): string {
    return this.#isNamed[person] === 1 ? this.#rowsOf(person).map(keyOf).join("") : "";
  }

  naming(person: number, usual: Naming): Naming {
    const [included, excluded] = this.#rowsOf(person);
    return {
      included: without(either(usual.included, included), excluded),
      excluded: either(usual.excluded, excluded),
    };
  }

  #rowsOf(person: number): readonly [BitSet, BitSet] {
    const [from, to] = [person * this.#words, (person + 1) * this.#words];
    return [this.#included.subarray(from, to), this.#excluded.subarray(from, to)];
  }
}
