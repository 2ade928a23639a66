import { LISTED_DIMENSIONS, meetsCondition, valuesOf } from "../../conditions";
import type { ListedDimension } from "../../model/dimensions";
import { holds, type Reading } from "../../model/truth";
import { type BitSet, bitSetWhere, both } from "./bit-set";
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
    bitSetWhere(candidates.length, (index) => {
      const candidate = candidates[index];
      if (candidate === undefined) return false;
      const { policy, context, settled } = candidate;
      const truth = meetsCondition(dimension, policy.conditions, value, context.tenant);
      return holds(truth, settled?.conditions[dimension] ?? reading);
    }),
  );
  const [first = new Uint32Array(1), ...others] = match;
  return { dimension, match, met: others.reduce(both, first) };
}
