import { runChild } from "../processes/child";
import type { Session } from "../session";

/**
 * Runs one of this project's own command-line programs in the sandbox's environment. As a process of its own, as its
 * users run it: the sandbox shares no code with the product.
 * @returns its exit status
 */
export async function runTool(session: Session, script: string, args: readonly string[]): Promise<number> {
  const { status } = await runChild({
    command: process.execPath,
    args: ["scripts/run.js", script, ...args],
    cwd: session.project,
    environment: session.environment,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return status;
}
