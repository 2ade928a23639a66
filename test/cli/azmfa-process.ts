import { spawn } from "node:child_process";
import { join } from "node:path";
import { WHAT_WAS_READ } from "./recorded-run";

const LAUNCHER = join(__dirname, "../../scripts/run.js");
/** What starts `azmfa` as npm does: in a third of the time that it takes to transpile each file. */
const PROGRAM = [LAUNCHER, "azmfa/main.ts"] as const;

/** How a run of the program ended, and what it said. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs `azmfa` as a process of its own.
 * @returns `err` without the lines that say what was read
 */
export async function azmfa(args: readonly string[], given: Given = {}): Promise<Ended> {
  const { err, ...rest } = await wholeAzmfa(args, given);
  return { ...rest, err: err.replace(WHAT_WAS_READ, "") };
}

interface Given {
  readonly input?: string | Buffer;
  /** A file for the results. */
  readonly stdout?: number;
  /** Whether the reader goes on after the first results. */
  readonly readsOn?: boolean;
}

/** The same, with every line of `err`. */
export function wholeAzmfa(args: readonly string[], given: Given = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...PROGRAM, ...args], { stdio: ["pipe", given.stdout ?? "pipe", "pipe"] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on("data", (piece: Buffer) => out.push(piece));
    if (given.readsOn === false) child.stdout?.once("data", () => child.stdout?.destroy());
    child.stderr?.on("data", (piece: Buffer) => err.push(piece));
    child.on("error", reject);
    child.on("close", (status) =>
      resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
    child.stdin?.on("error", () => undefined); // it has ended without reading on
    child.stdin?.end(given.input ?? "");
  });
}
