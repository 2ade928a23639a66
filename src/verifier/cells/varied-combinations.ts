import { type Bits, both, keyOf, meet } from "./bits";
import type { Combination } from "./combinations";
import type { Grid } from "./grid";
import type { Work } from "./work";

/**
 * Combinations that no plain contender among `stopping` stops, with those of `stopping` that meet them. Values are different
 * where some of those who are left can tell them apart, whatever comes after: so combinations that the same contenders let
 * through for different reasons come one by one.
 */
export function* variedCombinations({ dimensions, plain }: Grid, stopping: Bits, work: Work): Generator<Combination> {
  const metFrom = [plain];
  for (const { met } of dimensions.toReversed()) metFrom.unshift(both(met, metFrom[0] ?? plain));
  function* descend(values: readonly number[], match: Bits): Generator<Combination> {
    work.spend(STEPS);
    if (work.isSpent || meet(match, metFrom[values.length] ?? plain)) return;
    const dimension = dimensions[values.length];
    if (dimension === undefined) yield { values, match };
    const seen = new Set<string>();
    for (const [value, met] of dimension?.match.entries() ?? []) {
      const next = both(match, met);
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      yield* descend([...values, value], next);
    }
  }
  yield* descend([], stopping);
}

const STEPS = 200;
