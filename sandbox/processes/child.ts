import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { isInterrupted, onInterruption } from "./interruption";

export type Command = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly stdio?: StdioOptions;
  /** Called with each chunk of what the program prints, where `stdio` pipes it. */
  readonly onOutput?: (chunk: string) => void;
  /**
   * `own-group` (the default): the program and all that it starts can be ended together. `terminal`: it shares the
   * terminal with the user, who can answer its questions; the terminal's Ctrl-C then reaches it directly.
   */
  readonly group?: "own-group" | "terminal";
  /** How long an interrupted program may take to end by itself, in milliseconds; then it is killed. */
  readonly graceMs?: number;
};

export type Outcome = { readonly status: number; readonly stdout: string; readonly stderr: string };

/** A word that a POSIX shell takes literally. */
export const shellQuoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** The shell's status for "interrupted", for a program that a signal has ended. */
const ENDED_BY_SIGNAL = 130;

/**
 * Runs a program until it ends. When this program is interrupted first, so is that one, and it is gone before this one.
 * Once this program is interrupted none is started any more, and nobody hears of the outcome.
 * @throws the error of the operating system when the program cannot be started
 */
export async function runChild(what: Command): Promise<Outcome> {
  if (isInterrupted()) return never(); // it would only have to be ended again
  const ownGroup = what.group !== "terminal";
  const child = spawn(what.command, what.args, {
    stdio: what.stdio ?? ["ignore", "pipe", "pipe"],
    detached: ownGroup,
    ...(what.cwd === undefined ? {} : { cwd: what.cwd }),
    ...(what.environment === undefined ? {} : { env: what.environment }),
  });
  const ended = outcome(child, what.onOutput);
  const forgetInterruption = onInterruption(() => interrupt(child, ended, ownGroup, what.graceMs ?? 5_000));
  const killAtExit = () => signalTo(child, "SIGKILL", ownGroup);
  process.once("exit", killAtExit);
  try {
    const result = await ended;
    // The interruption is about to end this program: whoever waits for the outcome has nothing left to do with it.
    return isInterrupted() ? await never() : result;
  } finally {
    process.off("exit", killAtExit);
    forgetInterruption();
  }
}

const never = (): Promise<never> => new Promise(() => undefined);

function outcome(child: ChildProcess, onOutput: Command["onOutput"]): Promise<Outcome> {
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (chunk: string) => {
      text[name] += chunk;
      onOutput?.(chunk);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status: status ?? ENDED_BY_SIGNAL, ...text }));
  });
}

async function interrupt(child: ChildProcess, ended: Promise<Outcome>, ownGroup: boolean, graceMs: number) {
  // On a terminal the child has had the same Ctrl-C already, and would take a second one as "at once".
  if (ownGroup || !process.stdin.isTTY) signalTo(child, "SIGINT", ownGroup);
  const patience = new AbortController();
  await Promise.race([
    ended.catch(() => undefined),
    delay(graceMs, undefined, { signal: patience.signal }).catch(() => undefined),
  ]);
  patience.abort();
  signalTo(child, "SIGKILL", ownGroup);
}

function signalTo(child: ChildProcess, signal: NodeJS.Signals, ownGroup: boolean): void {
  if (child.pid === undefined) return;
  try {
    process.kill(ownGroup ? -child.pid : child.pid, signal);
  } catch {
    // it has ended already
  }
}
