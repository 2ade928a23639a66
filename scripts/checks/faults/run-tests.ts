import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What a part of the suite said. */
export type TestRun =
  | { readonly kind: "passed"; readonly tests: number }
  | { readonly kind: "failed"; readonly by: string }
  /** No test ran to its end: that shows nothing about a test. */
  | { readonly kind: "broke"; readonly said: string };

const RESULTS = "test-results.json";

/** Runs these tests in a folder, up to the first that fails. */
export function runTests(folder: string, tests: readonly string[]): TestRun {
  const results = join(folder, RESULTS);
  rmSync(results, { force: true });
  const mocha = join("node_modules", "mocha", "bin", "mocha.js");
  const reporter = ["--reporter", "json", "--reporter-option", `output=${RESULTS}`];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [mocha, "--config", ".mocharc.engine.json", "--bail", ...reporter, ...tests],
    { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  const said = `${stdout}${stderr}`.trim();
  return existsSync(results) ? readResults(readFileSync(results, "utf8"), said) : { kind: "broke", said };
}

type Results = {
  readonly stats: { readonly passes: number };
  readonly failures: readonly { readonly fullTitle: string }[];
};

/** Reads what mocha's JSON reporter has written. */
export function readResults(json: string, said: string): TestRun {
  const { stats, failures } = JSON.parse(json) as Results; // mocha's own format
  const [first] = failures;
  if (first !== undefined) return { kind: "failed", by: first.fullTitle };
  return stats.passes === 0 ? { kind: "broke", said } : { kind: "passed", tests: stats.passes };
}
