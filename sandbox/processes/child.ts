import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { isInterrupted, onInterruption } from "./interruption";

/** A program to run. */
export type Command = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly stdio?: StdioOptions;
  /** Receives the program's output chunk by chunk if `stdio` pipes it. */
  readonly onOutput?: (chunk: string) => void;
  /**
   * `own-group` (the default): the program and its child processes can be ended together. `terminal`: the user can answer
   * the program's questions on the terminal, and Ctrl-C reaches the program directly.
   */
  readonly group?: "own-group" | "terminal";
  /** The milliseconds that an interrupted program has to end by itself before it is killed. */
  readonly graceMs?: number;
};

/** The exit status of a program, and its output if `stdio` piped it. */
export type Outcome = { readonly status: number; readonly stdout: string; readonly stderr: string };

/** Quotes a word for a POSIX shell. */
export const shellQuoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** The status for a program that a signal ended: a shell's status for an interrupt. */
const ENDED_BY_SIGNAL = 130;

/**
 * Runs a program until it ends. An interrupt of this process also interrupts the program, and this process ends last. After an
 * interrupt no program is started any more, and the returned promise never resolves.
 * @throws the operating system's error if the program can't be started
 */
export async function runChild(what: Command): Promise<Outcome> {
  if (isInterrupted()) return never(); // this process is about to end
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
    // The interrupt is about to end this process, so the caller must not go on.
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
  // On a terminal the child has already received the Ctrl-C. A second one would make it end at once.
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
