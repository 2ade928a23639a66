import { type BitSet, bitSetWhere, both, elementsOf, hasBit, keep, keyOf } from "./bit-set";
import type { Column } from "./column";

/** A value of each listed dimension, by its number, and the candidate policies that meet all of them. */
export interface Combination {
  readonly values: readonly number[];
  readonly match: BitSet;
}

/**
 * All combinations of the listed dimensions that some candidate policy can tell apart, the most ordinary first: at most 10,500,
 * however many policies there are.
 */
export class Combinations {
  readonly all: readonly Combination[];
  readonly #everywhere: BitSet;
  readonly #columns: (BitSet | undefined)[] = [];

  constructor(columns: readonly Column[], everybody: BitSet) {
    this.all = columns.reduce(cross, [{ values: [], match: everybody }]);
    this.#everywhere = bitSetWhere(this.all.length, () => true);
  }

  /** The numbers of all combinations, in a set of its own. */
  everywhere(): BitSet {
    return this.#everywhere.slice();
  }

  /** The combinations that all of these meet. */
  metByAll(candidates: BitSet): BitSet {
    const met = this.everywhere();
    for (const candidate of elementsOf(candidates)) keep(met, this.metBy(candidate));
    return met;
  }

  /** The combinations that a candidate policy meets, by their numbers. */
  metBy(candidate: number): BitSet {
    const known = this.#columns[candidate];
    if (known !== undefined) return known;
    const column = bitSetWhere(this.all.length, (number) => {
      const combination = this.all[number];
      return combination !== undefined && hasBit(combination.match, candidate);
    });
    this.#columns[candidate] = column;
    return column;
  }
}

function cross(combinations: readonly Combination[], { match }: Column): readonly Combination[] {
  const distinct = new Map<string, Combination>();
  for (const combination of combinations)
    for (const [value, met] of match.entries()) {
      const together = both(combination.match, met);
      const key = keyOf(together);
      if (!distinct.has(key)) distinct.set(key, { values: [...combination.values, value], match: together });
    }
  return [...distinct.values()];
}
