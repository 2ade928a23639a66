import { spawn } from "node:child_process";
import type { Outcome } from "../../../sandbox/processes/child";

/** One of the project's npm scripts, started as a user starts it. */
export type NpmRun = {
  /** Resolves once it has said something that matches; rejects when it ends without. */
  readonly hasSaid: (pattern: RegExp) => Promise<void>;
  /** Sends a signal to the run and all that share its terminal: SIGINT is Ctrl-C. */
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly outcome: Promise<Outcome>;
};

type Listener = () => void;

/**
 * Starts `npm <args>` in a folder, in a process group of its own as a terminal does it.
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
  const listeners = new Set<Listener>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      text[name] += chunk;
      for (const listener of listeners) listener();
    });
  }
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status: status ?? -1, ...text }));
  });
  const signal = (name: NodeJS.Signals) => signalGroup(child.pid, name);
  endWithTests(outcome, signal);
  const said = () => text.stdout + text.stderr;
  return { outcome, signal, hasSaid: (pattern) => seen(pattern, said, listeners, outcome) };
}

/** A run that a failed test has left alone doesn't outlive the tests. */
function endWithTests(outcome: Promise<unknown>, signal: NpmRun["signal"]): void {
  const kill = () => signal("SIGKILL");
  const forget = () => void process.off("exit", kill);
  process.once("exit", kill);
  outcome.then(forget, forget);
}

function seen(pattern: RegExp, said: () => string, listeners: Set<Listener>, ended: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!pattern.test(said())) return;
      listeners.delete(look);
      resolve();
    };
    listeners.add(look);
    look();
    ended.then(() => reject(new Error(`it ended without saying ${pattern}:\n${said()}`)), reject);
  });
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) throw new Error("npm could not be started");
  process.kill(-pid, signal);
}
