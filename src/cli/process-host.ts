import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { whyNotWritable } from "../tenant/file/file-problem";
import { isoDate } from "../text/iso-date";
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
        process.stderr.write(`${program}: results could not be written: ${whyNotWritable(error)}\n`);
      process.exit(2);
    });
}

/** The host of a real process: standard streams, the clock, and the abilities of the terminal. */
export function processHost(): Host {
  const { stdout, stderr, env } = process;
  const status = statusLine(stderr, env["TERM"] === "dumb");
  process.once("exit", () => status.clear());
  return {
    out: async (text) => {
      status.clear();
      if (!stdout.write(text)) await once(stdout, "drain");
    },
    err: (text) => {
      status.clear();
      stderr.write(text);
    },
    progress: (text) => status.show(text),
    colour: isColoured(stdout, env),
    width: widthOf(stdout, env),
    today: today(),
    startedAt: startedAt(env),
    now: () => performance.now(),
    pause: (milliseconds) => pause(milliseconds),
    expiry: (milliseconds) => AbortSignal.timeout(milliseconds),
  };
}

type Output = { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined };

/**
 * Whether results are coloured: on a terminal, unless NO_COLOR is set. FORCE_COLOR turns colours on everywhere, or off if it is 0 or
 * false. It overrides NO_COLOR, as in Node.
 * @see https://no-color.org, https://force-color.org
 */
export function isColoured({ isTTY }: Output, environment: NodeJS.ProcessEnv): boolean {
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTTY === true && !environment["NO_COLOR"] && environment["TERM"] !== "dumb";
}

/** The width of results: the terminal's, or COLUMNS, from 50 to 100; otherwise 80. Longer lines are hard to read. */
export function widthOf({ isTTY, columns }: Output, environment: NodeJS.ProcessEnv): number {
  const width = isTTY === true && columns ? columns : Number(environment["COLUMNS"]);
  return Number.isInteger(width) && width > 0 ? Math.max(50, Math.min(100, width)) : 80;
}

/** Today in this machine's time zone, because a review date is a day on the user's calendar. */
function today() {
  const text = new Date().toLocaleDateString("sv-SE"); // which writes dates as ISO 8601 does
  const date = isoDate(text);
  if (date === undefined) throw new Error(`the clock says ${text}: invalid date`);
  return date;
}

/**
 * Now, or the moment in SOURCE_DATE_EPOCH, which makes a report reproducible byte for byte.
 * @see reproducible-builds.org, "SOURCE_DATE_EPOCH"
 */
function startedAt(environment: NodeJS.ProcessEnv): string {
  const seconds = Number(environment["SOURCE_DATE_EPOCH"] ?? Number.NaN);
  return (Number.isFinite(seconds) ? new Date(seconds * 1_000) : new Date()).toISOString();
}

const ERASE = "\r\u001b[2K";

/**
 * Shows what is being done: on a terminal in one line, which disappears at the end; in a log, one line each time.
 * @param stream standard error @param isPlain whether the terminal can't erase a line
 */
export function statusLine(stream: Output & { write(text: string): unknown }, isPlain = false) {
  const replaces = stream.isTTY === true && !isPlain;
  let isShown = false;
  return {
    /** @param text one line, safe for a terminal */
    show(text: string): void {
      const room = (stream.columns ?? 80) - 1;
      const fitting = text.length > room ? `${text.slice(0, room - 1)}…` : text;
      stream.write(replaces ? `${ERASE}${fitting}` : `${text}\n`);
      isShown = replaces;
    },
    /** Removes the line: before anything else is written, and at the end. */
    clear(): void {
      if (isShown) stream.write(ERASE);
      isShown = false;
    },
  };
}
