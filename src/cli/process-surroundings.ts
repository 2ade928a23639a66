import { once } from "node:events";
import { isoDate } from "../adapters/register";
import type { Surroundings } from "./surroundings";

const WIDEST = 100;
const NARROWEST = 50;

/** The real surroundings: standard streams, the clock, and what the terminal can do. */
export function processSurroundings(): Surroundings {
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

/** Today where this machine stands; a review date is a day on somebody's calendar. */
function today() {
  const now = new Date();
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const date = isoDate(text);
  if (date === undefined) throw new Error(`the clock says ${text}, which is no day`);
  return date;
}
