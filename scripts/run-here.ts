import { runChild } from "../sandbox/processes/child";

/**
 * Runs one of this project's programs as it is, in this environment and on this terminal.
 * @returns its exit status
 */
export async function runHere(script: string, args: readonly string[]): Promise<number> {
  const { status } = await runChild({
    command: process.execPath,
    args: ["--import", "tsx", script, ...args],
    stdio: "inherit",
    group: "terminal",
  });
  return status;
}
