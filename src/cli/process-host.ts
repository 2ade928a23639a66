import { once } from "node:events";
import { isoDate } from "../text/iso-date";
import type { Host } from "./command";
import { whyNotWritable } from "./files/file-problem";

const WIDEST = 100;
const NARROWEST = 50;

/** The host of a real process: standard streams, the clock, and what the terminal can do. */
export function processHost(): Host {
  const { stdout, stderr, env } = process;
  const isTerminal = stdout.isTTY === true;
  return {
    out: async (text) => {
      if (!stdout.write(text)) await once(stdout, "drain");
    },
    err: (text) => void stderr.write(text),
    colour: isTerminal && !env["NO_COLOR"] && env["TERM"] !== "dumb",
    width: isTerminal ? Math.max(NARROWEST, Math.min(WIDEST, stdout.columns)) : WIDEST,
    today: today(),
    now: () => performance.now(),
  };
}

/** Today in this machine's time zone, since a review date is a day on its user's calendar. */
function today() {
  const now = new Date();
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const date = isoDate(text);
  if (date === undefined) throw new Error(`the clock says ${text}, which is no day`);
  return date;
}

/** No proof and no answer have reached anybody. */
const NOT_DELIVERED = 2;

/**
 * Ends the program with status 2 as soon as its results can't be written. It says so, unless nobody reads on
 * (`azmfa … | head`), which is no error; but a proof that reached nobody isn't status 0.
 */
export function exitIfUndelivered(program: string): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && stream === process.stdout)
        process.stderr.write(`${program}: results could not be written: ${whyNotWritable(error)}\n`);
      process.exit(NOT_DELIVERED);
    });
}
