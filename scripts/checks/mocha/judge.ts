import type { Count } from "../finish";
import type { TestResult } from "./reporter";
import type { Skip } from "./skips";

/** A run of mocha as it is judged: what it shows of itself isn't enough, since a run that ends early shows nothing wrong. */
export interface MochaRun {
  /** The files that it was to run. */
  readonly asked: readonly string[];
  /** Undefined where the run ended before it could say. */
  readonly results: readonly TestResult[] | undefined;
  /** Whether it ended with status 0. */
  readonly succeeded: boolean;
  readonly skips: readonly Skip[];
}

/** The count of a run, with a failure for each way in which it did less than it was asked for. */
export interface Judgement extends Count {
  /** For people: what is wrong with the run itself, and what was skipped. */
  readonly remarks: readonly string[];
}

/**
 * Counts what a run has shown. Passed are tests that ran and passed. Failed are tests that failed, files that were asked
 * for and ran no test, tests that were skipped without a listed reason that holds here, a run without results, a run in
 * which nothing passed, and one that ended with a failure of its own (coverage, something left running).
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
