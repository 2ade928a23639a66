import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, resolve } from "node:path";
import type { Count } from "./finish";
import { runMocha } from "./mocha/run-mocha";

/** A command of this project's tools. With `files` it is mocha's, and these are its test files. */
export interface Check {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  readonly files?: readonly string[];
  /** Variables of its environment, for tests. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs all checks even if some fail: first those that only read, in parallel, and then the tests. */
export async function runChecks(checks: readonly Check[]): Promise<readonly Count[]> {
  process.env["PATH"] = [resolve("node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter);
  const reading = await Promise.all(checks.filter(({ files }) => files === undefined).map(runCommand));
  return [
    ...reading,
    ...checks.flatMap(({ files, ...check }) => (files === undefined ? [] : [runTests(check, files)])),
  ];
}

function runTests({ title, command, env = {} }: Check, files: readonly string[]): Count {
  console.log(`\n── ${title}`);
  const { remarks, ...count } = runMocha(command, files, { env });
  for (const remark of remarks) console.log(remark);
  if (count.failed > 0) console.log(`✗ ${title}`);
  return count;
}

/** Runs a command that counts as one check, and shows its output when it ends. */
async function runCommand({ title, command: [executable, ...args] }: Check): Promise<Count> {
  const child = spawn(executable, args, { stdio: ["ignore", "pipe", "pipe"] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk));
  const problem = await once(child, "close").then(
    ([status]) => (status === 0 ? undefined : `✗ ${title}`),
    (error: Error) => `✗ ${title}: ${executable}: ${error.message}`,
  );
  console.log(`\n── ${title}\n${Buffer.concat(said)}${problem ?? ""}`.trimEnd());
  return problem === undefined ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
