import { median } from "./median";
import type { Run } from "./run";

/** One of several ways to do the same thing. The others are compared with the first. */
export interface Way {
  readonly title: string;
  readonly run: () => Promise<Run>;
}

export interface Compared {
  readonly title: string;
  readonly median: Run;
  /** The median of what it took more than the first way. */
  readonly added: Run;
}

/**
 * Runs all ways in turn in each round, so that other work on the machine affects all of them. The result for a way is the median
 * of its differences to the first way in the same round.
 * @param onRound called before each round
 */
export async function compare(
  ways: readonly Way[],
  rounds: number,
  onRound: (round: number) => void,
): Promise<readonly Compared[]> {
  const runs: Run[][] = [];
  for (let round = 0; round < rounds; round++) {
    onRound(round + 1);
    const row: Run[] = [];
    for (const { run } of ways) row.push(await run());
    runs.push(row);
  }
  return ways.map(({ title }, way) => ({
    title,
    median: summary(runs.flatMap((row) => row[way] ?? [])),
    added: summary(runs.flatMap(([first, ...rest]) => difference([first, ...rest][way], first) ?? [])),
  }));
}

const summary = (runs: readonly Run[]): Run => ({
  wall: median(runs.map(({ wall }) => wall)),
  processor: median(runs.map(({ processor }) => processor)),
});

const difference = (one: Run | undefined, other: Run | undefined): Run | undefined =>
  one && other && { wall: one.wall - other.wall, processor: one.processor - other.processor };
