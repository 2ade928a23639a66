import { type Bits, bitsWhere, both, elementsOf, hasBit, keep, keyOf } from "./bits";
import type { Dimension } from "./dimension";

/** A value of each listed dimension, by its number, and the contenders that meet all of them. */
export interface Combination {
  readonly values: readonly number[];
  readonly match: Bits;
}

/**
 * All combinations of the listed dimensions that some contender can tell apart, the most ordinary first: at most 10,500,
 * however many policies there are.
 */
export class Combinations {
  readonly all: readonly Combination[];
  readonly #everywhere: Bits;
  readonly #columns: (Bits | undefined)[] = [];

  constructor(dimensions: readonly Dimension[], everybody: Bits) {
    this.all = dimensions.reduce(cross, [{ values: [], match: everybody }]);
    this.#everywhere = bitsWhere(this.all.length, () => true);
  }

  /** The numbers of all combinations, in a set of its own. */
  everywhere(): Bits {
    return this.#everywhere.slice();
  }

  /** The combinations that all of these meet. */
  metByAll(contenders: Bits): Bits {
    const met = this.everywhere();
    for (const contender of elementsOf(contenders)) keep(met, this.metBy(contender));
    return met;
  }

  /** The combinations that a contender meets, by their numbers. */
  metBy(contender: number): Bits {
    const known = this.#columns[contender];
    if (known !== undefined) return known;
    const column = bitsWhere(this.all.length, (number) => {
      const combination = this.all[number];
      return combination !== undefined && hasBit(combination.match, contender);
    });
    this.#columns[contender] = column;
    return column;
  }
}

function cross(combinations: readonly Combination[], { match }: Dimension): readonly Combination[] {
  const distinct = new Map<string, Combination>();
  for (const combination of combinations)
    for (const [value, met] of match.entries()) {
      const together = both(combination.match, met);
      const key = keyOf(together);
      if (!distinct.has(key)) distinct.set(key, { values: [...combination.values, value], match: together });
    }
  return [...distinct.values()];
}
