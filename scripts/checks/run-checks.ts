import { spawnSync } from "node:child_process";
import { delimiter, resolve } from "node:path";
import type { Count } from "./finish";
import { runMocha } from "./mocha/run-mocha";

/** A command of this project's own tools; with `files` it is mocha's, and these are the files of tests that it runs. */
export interface Check {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  readonly files?: readonly string[];
}

/** Runs all checks, one after the other, whatever the former ones said. */
export function runChecks(checks: readonly Check[]): readonly Count[] {
  process.env["PATH"] = [resolve("node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter);
  return checks.map(runCheck);
}

function runCheck({ title, command, files }: Check): Count {
  console.log(`\n── ${title}`);
  const { remarks, ...count } = files === undefined ? run(command) : runMocha(command, files);
  for (const remark of remarks) console.log(remark);
  if (count.failed > 0) console.log(`✗ ${title}`);
  return count;
}

/** A check that isn't mocha's counts as one. */
function run([executable, ...args]: Check["command"]): Count & { readonly remarks: readonly string[] } {
  const { status, error } = spawnSync(executable, args, { stdio: "inherit" });
  const remarks = error === undefined ? [] : [`${executable}: ${error.message}`];
  return status === 0 ? { passed: 1, failed: 0, remarks } : { passed: 0, failed: 1, remarks };
}
