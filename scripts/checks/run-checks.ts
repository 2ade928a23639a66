import { spawnSync } from "node:child_process";
import { delimiter, resolve } from "node:path";
import { type Count, countOf } from "./count";

/** A command of this project's own tools. */
export interface Check {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
}

/** Runs all checks, one after the other, whatever the former ones said. */
export function runChecks(checks: readonly Check[]): readonly Count[] {
  return checks.map(runCheck);
}

function runCheck({ title, command: [executable, ...rest] }: Check): Count {
  console.log(`\n── ${title}`);
  const path = [resolve("node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter);
  const { status, stdout, error } = spawnSync(executable, rest, {
    encoding: "utf8",
    env: { ...process.env, PATH: path },
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.stdout.write(stdout ?? "");
  if (error !== undefined) console.error(`${executable}: ${error.message}`);
  const count = countOf(stdout ?? "", status === 0);
  if (count.failed > 0) console.log(`✗ ${title}`);
  return count;
}
