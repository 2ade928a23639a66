import type { Count } from "../finish";
import type { TestResult } from "./reporter";
import type { Skip } from "./skips";

/** A run of mocha. Its own results aren't enough, because a run that ends early shows no failure. */
export interface MochaRun {
  /** The files that it should have run. */
  readonly asked: readonly string[];
  /** The results, or undefined if the run ended before it reported them. */
  readonly results: readonly TestResult[] | undefined;
  /** True if it ended with status 0. */
  readonly succeeded: boolean;
  readonly skips: readonly Skip[];
}

/** The counts of a run. Each way in which it did less than it should counts as a failure. */
export interface Judgement extends Count {
  /** Messages about what is wrong with the run itself, and about skipped tests. */
  readonly remarks: readonly string[];
}

/**
 * Counts the results of a run. These count as failures: failed tests, files without any test that ran, tests that were skipped
 * without a listed reason that applies here, a run without results or without a passed test, and a run that failed for another
 * reason (coverage, or something still running).
 */
export function judge({ asked, results, succeeded, skips }: MochaRun): Judgement {
  if (asked.length === 0) return { passed: 0, failed: 1, remarks: ["no file matches what was asked for"] };
  if (results === undefined) return { passed: 0, failed: 1, remarks: ["mocha ended before the last test had"] };
  const of = (state: TestResult["state"]) => results.filter((result) => result.state === state);
  const ran = new Set(results.map(({ file }) => file));
  const [passed, failed] = [of("passed").length, of("failed").length];
  const skipped = of("skipped").map(({ title }) => ({ title, skip: reasonFor(title, skips) }));
  const faults = [
    ...asked.filter((file) => !ran.has(file)).map((file) => `no test of ${file} ran`),
    ...skipped.filter(({ skip }) => skip === undefined).map(({ title }) => `skipped without a reason: ${title}`),
    ...(passed === 0 && failed === 0 ? ["no test passed"] : []),
  ];
  const isUnexplained = !succeeded && failed === 0 && faults.length === 0;
  const all = isUnexplained ? ["every test passed, and the run failed"] : faults;
  const explained = skipped.flatMap(({ title, skip }) => (skip === undefined ? [] : [`skipped: ${title} (${skip})`]));
  return { passed, failed: failed + all.length, remarks: [...all, ...explained] };
}

const reasonFor = (title: string, skips: readonly Skip[]): string | undefined =>
  skips.find(({ tests, holds }) => holds && title.startsWith(tests))?.because;
