import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Judgement, judge } from "./judge";
import type { TestResult } from "./reporter";
import { SKIPS, type Skip } from "./skips";

const REPORTER = join(__dirname, "reporter.js");

interface Circumstances {
  readonly folder?: string;
  readonly skips?: readonly Skip[];
  readonly output?: "inherit" | "ignore";
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs mocha on these files, shows its output, and judges the run.
 * @param command mocha with its options, or a command that starts it
 * @param files paths from the folder
 */
export function runMocha(
  [executable, ...args]: readonly [string, ...string[]],
  files: readonly string[],
  { folder = process.cwd(), skips = SKIPS, output = "inherit", env = {} }: Circumstances = {},
): Judgement {
  const notes = mkdtempSync(join(tmpdir(), "azmfa-test-"));
  const results = join(notes, "results.json");
  const reported = ["--reporter", REPORTER, "--reporter-option", `results=${results}`];
  try {
    const { status, error } = spawnSync(executable, [...args, "--forbid-only", ...reported, ...files], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", output, output],
    });
    if (error !== undefined) console.error(`${executable}: ${error.message}`);
    return judge({ asked: files, results: read(results), succeeded: status === 0, skips });
  } finally {
    rmSync(notes, { recursive: true, force: true });
  }
}

function read(path: string): readonly TestResult[] | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as TestResult[]; // the reporter's format
  } catch {
    return undefined; // not written, or incomplete
  }
}
