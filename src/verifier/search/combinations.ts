import { LISTED_DIMENSIONS, meetsCondition, valuesOf } from "../../law/conditions";
import type { ListedDimension } from "../../law/model/dimensions";
import { holds, type Reading } from "../../law/model/truth";
import { type BitSet, bitSetOfAll, bitSetWhere, both, elementsOf, hasBit, keep, keyOf } from "./bit-set";
import type { CandidatePolicy } from "./candidate-policy";

/** A listed dimension: for each of its values, in their order, the candidate policies whose condition it meets. */
export interface Column {
  readonly dimension: ListedDimension;
  readonly match: readonly BitSet[];
  /** Candidate policies that every value meets. */
  readonly met: BitSet;
}

/** A column for each listed dimension, in the order of `LISTED_DIMENSIONS`. */
export const columnsOf = (candidates: readonly CandidatePolicy[], reading: Reading): readonly Column[] =>
  LISTED_DIMENSIONS.map((dimension) => columnOf(dimension, candidates, reading));

function columnOf<D extends ListedDimension>(
  dimension: D,
  candidates: readonly CandidatePolicy[],
  reading: Reading,
): Column {
  const match = valuesOf(dimension).map((value) =>
    bitSetWhere(candidates, ({ policy, context, settled }) => {
      const truth = meetsCondition(dimension, policy.conditions, value, context.tenant);
      return holds(truth, settled?.conditions[dimension] ?? reading);
    }),
  );
  const [first = new Uint32Array(1), ...others] = match;
  return { dimension, match, met: others.reduce(both, first) };
}

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
  readonly #metBy: (BitSet | undefined)[] = [];

  constructor(columns: readonly Column[], everybody: BitSet) {
    this.all = columns.reduce(cross, [{ values: [], match: everybody }]);
    this.#everywhere = bitSetOfAll(this.all);
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
    const known = this.#metBy[candidate];
    if (known !== undefined) return known;
    const met = bitSetWhere(this.all, ({ match }) => hasBit(match, candidate));
    this.#metBy[candidate] = met;
    return met;
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
