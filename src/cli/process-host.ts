import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { whyNot } from "../tenant/file/file-problem";
import type { IsoDate } from "../text/iso-date";
import type { ExitStatus, Host } from "./command";

/** Runs a program in this process, with the arguments after its name. */
export function runProcess(name: string, run: (args: readonly string[], host: Host) => Promise<ExitStatus>): void {
  exitIfUndelivered(name);
  run(process.argv.slice(2), processHost()).then((status) => {
    process.exitCode = status;
  });
}

/**
 * Ends the program with status 2 as soon as its results can't be written, with a message. If the reader has stopped (`azmfa … | head`),
 * that isn't an error and there is no message. But a proof that wasn't delivered must not end with status 0.
 */
function exitIfUndelivered(program: string): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && stream === process.stdout)
        process.stderr.write(`${program}: results could not be written: ${whyNot(error)}\n`);
      process.exit(2);
    });
}

/** The host of a real process: standard streams, the clock, and the abilities of the terminal. */
export function processHost(): Host {
  const { stdout, stderr, env } = process;
  return {
    out: async (text) => {
      if (!stdout.write(text)) await once(stdout, "drain");
    },
    err: (text) => void stderr.write(text),
    colour: stdout.isTTY === true && stdout.hasColors(), // as NO_COLOR and TERM say
    width: Math.max(50, Math.min(100, stdout.columns ?? 80)), // longer lines are hard to read
    today: new Date().toLocaleDateString("sv-SE") as IsoDate, // on the user's calendar; Sweden writes dates as ISO 8601 does
    startedAt: startedAt(env),
    now: () => performance.now(),
    pause: (milliseconds) => pause(milliseconds),
  };
}

/**
 * Now, or the moment in SOURCE_DATE_EPOCH, which makes a report reproducible byte for byte.
 * @see reproducible-builds.org, "SOURCE_DATE_EPOCH"
 */
function startedAt(environment: NodeJS.ProcessEnv): string {
  const seconds = Number(environment["SOURCE_DATE_EPOCH"] ?? Number.NaN);
  return (Number.isFinite(seconds) ? new Date(seconds * 1_000) : new Date()).toISOString();
}
