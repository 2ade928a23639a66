import assert from "node:assert/strict";
import { run } from "../../src/cli/run";
import { isoDate } from "../../src/text/iso-date";

const DAY = isoDate("2026-10-01");
assert.ok(DAY);

/** The day on which recorded runs take place. */
export const TODAY = DAY;

interface Look {
  readonly colour?: boolean;
  readonly width?: number;
}

/** What `azmfa` says of each tenant that it read. */
export const WHAT_WAS_READ = /^azmfa: .*: read .*\n/gm;

/**
 * Runs `azmfa` in this process, on a fixed day, with a clock that stands still.
 * @returns `err` without the lines that say what was read
 */
export async function recordedRun(args: readonly string[], look: Look = {}) {
  const { err, ...rest } = await wholeRun(args, look);
  return { ...rest, err: err.replace(WHAT_WAS_READ, "") };
}

/** The same, with every line of `err`. */
export async function wholeRun(args: readonly string[], look: Look = {}) {
  let out = "";
  let err = "";
  const status = await run(args, {
    out: async (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    progress: (text) => {
      err += `${text}\n`;
    },
    colour: look.colour ?? false,
    width: look.width ?? 100,
    today: TODAY,
    startedAt: "2026-10-01T08:00:00.000Z",
    now: () => 0,
    pause: async () => undefined,
    expiry: (milliseconds) => AbortSignal.timeout(milliseconds),
  });
  return { status, out, err };
}
