import { stripVTControlCharacters } from "node:util";

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/**
 * What mocha says in its last lines. A check that isn't mocha's counts as one, and a run that failed without a failing
 * test (a broken import, coverage below its threshold) as one failure more.
 */
export function countOf(output: string, succeeded: boolean): Count {
  const text = stripVTControlCharacters(output); // colours, where the environment asks for them
  const passing = numberBefore(text, "passing");
  if (passing === undefined) return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const failing = numberBefore(text, "failing") ?? 0;
  return { passed: passing, failed: failing === 0 && !succeeded ? 1 : failing };
}

function numberBefore(output: string, word: string): number | undefined {
  const found = output.match(new RegExp(`^\\s*(\\d+) ${word}\\b`, "m"))?.[1];
  return found === undefined ? undefined : Number(found);
}
