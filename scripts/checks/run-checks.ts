import { spawn } from "node:child_process";
import { delimiter, resolve } from "node:path";
import { type Count, countOf } from "./count";

/** A command of this project's own tools. */
export interface Check {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
}

/** Runs all checks, one after the other, whatever the former ones said. */
export async function runChecks(checks: readonly Check[]): Promise<readonly Count[]> {
  const counts: Count[] = [];
  for (const check of checks) counts.push(await runCheck(check));
  return counts;
}

async function runCheck({ title, command }: Check): Promise<Count> {
  console.log(`\n── ${title}`);
  const { succeeded, output } = await shown(command);
  const count = countOf(output, succeeded);
  if (count.failed > 0) console.log(`✗ ${title}`);
  return count;
}

/** Runs a command, shows what it prints as it comes, and keeps it. */
function shown([executable, ...args]: Check["command"]): Promise<{ succeeded: boolean; output: string }> {
  const path = [resolve("node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter);
  const child = spawn(executable, args, {
    env: { ...process.env, PATH: path },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    process.stdout.write(text);
    output += text;
  });
  return new Promise((done) => {
    child.on("error", ({ message }) => {
      console.error(`${executable}: ${message}`);
      done({ succeeded: false, output });
    });
    child.on("close", (status) => done({ succeeded: status === 0, output }));
  });
}
