import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "./fault";

/** The result of a run of some tests. */
export type TestRun =
  | { readonly kind: "passed"; readonly tests: number }
  | { readonly kind: "failed"; readonly by: string }
  /** No test ran to its end, so the run shows nothing. */
  | { readonly kind: "broke"; readonly said: string };

/** The time after which a run counts as hanging. */
const PATIENCE_MS = 10 * 60_000;

const RESULTS = "test-results.json";
const MOCHA = join("node_modules", "mocha", "bin", "mocha.js");

/**
 * Mocha's options. They replace the configuration file, which would make mocha start a second process that a hanging run leaves
 * behind.
 */
const OPTIONS = [
  "--no-config",
  ...["--extension", "ts"],
  ...["--timeout", "0"],
  "--bail",
  ...["--reporter", "json"],
  ...["--reporter-option", `output=${RESULTS}`],
];

/** Runs the tests of a fault in a folder, up to the first failure. */
export function runTests(folder: string, { tests, only }: Pick<Fault, "tests" | "only">): TestRun {
  const results = join(folder, RESULTS);
  rmSync(results, { force: true });
  const grep = only === undefined ? [] : ["--grep", String(only)];
  const { stdout, stderr } = spawnSync(process.execPath, ["--import=tsx", MOCHA, ...OPTIONS, ...grep, ...tests], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: PATIENCE_MS,
    killSignal: "SIGKILL",
  });
  const said = `${stdout}${stderr}`.trim();
  return existsSync(results) ? readResults(readFileSync(results, "utf8"), said) : { kind: "broke", said };
}

type Failure = { readonly title: string; readonly fullTitle: string; readonly err: { readonly message: string } };

type Results = {
  readonly stats: { readonly passes: number };
  readonly failures: readonly Failure[];
};

/** Whether a failure is in a hook. It shows nothing about a test: the fault may break too much for any test to run. */
const isHook = ({ title }: { readonly title: string }): boolean => /^"(before|after) (all|each)" hook\b/.test(title);

/** Reads the output of mocha's JSON reporter. */
export function readResults(json: string, said: string): TestRun {
  const { stats, failures } = JSON.parse(json) as Results; // mocha's format
  const [first] = failures;
  if (first !== undefined && isHook(first)) return { kind: "broke", said: `${first.fullTitle}: ${first.err.message}` };
  if (first !== undefined) return { kind: "failed", by: first.fullTitle };
  return stats.passes === 0 ? { kind: "broke", said } : { kind: "passed", tests: stats.passes };
}
