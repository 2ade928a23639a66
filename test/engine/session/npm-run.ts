import { spawn } from "node:child_process";
import type { Outcome } from "../../../sandbox/processes/child";

/** One of the project's npm scripts, started as a user starts it. */
export type NpmRun = {
  /** Sends a signal to the run and all that share its terminal: SIGINT is Ctrl-C. */
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly outcome: Promise<Outcome>;
};

/**
 * Starts `npm <args>` in a folder, in a process group of its own as a terminal does it. A run that a failed test has left
 * alone doesn't outlive the tests.
 * @param environment on top of this process's own
 */
export function npm(folder: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): NpmRun {
  const child = spawn("npm", args, {
    cwd: folder,
    detached: true,
    env: { ...process.env, INIT_CWD: folder, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      text[name] += chunk;
    });
  const signal = (name: NodeJS.Signals) => {
    if (child.pid === undefined) throw new Error("npm could not be started");
    process.kill(-child.pid, name);
  };
  const kill = () => signal("SIGKILL");
  process.once("exit", kill);
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status: status ?? -1, ...text }));
  }).finally(() => void process.off("exit", kill));
  return { outcome, signal };
}
