import assert from "node:assert/strict";
import { azmfa } from "../../azmfa/commands";
import type { Host } from "../../src/cli/command";
import { isoDate } from "../../src/text/iso-date";

const DAY = isoDate("2026-10-01");
assert.ok(DAY);

/** The day on which recorded runs take place. */
export const TODAY = DAY;

/** A host on that day, whose clock stands still, and that nobody hears. */
export const SILENT: Host = {
  out: async () => {},
  err: () => {},
  colour: false,
  width: 100,
  today: TODAY,
  startedAt: "2026-10-01T08:00:00.000Z",
  now: () => 0,
  pause: async () => undefined,
};

interface Look {
  readonly colour?: boolean;
  readonly width?: number;
}

/** How a run ended, and what it said. */
export interface Recorded {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** What `azmfa` says of each tenant that it read. */
export const WHAT_WAS_READ = /^azmfa: .*: read .*\n/gm;

/**
 * Runs `azmfa` in this process, on a fixed day, with a clock that stands still.
 * @returns `err` without the lines that say what was read
 */
export async function recordedRun(args: readonly string[], look: Look = {}): Promise<Recorded> {
  const { err, ...rest } = await wholeRun(args, look);
  return { ...rest, err: err.replace(WHAT_WAS_READ, "") };
}

/** The same, with every line of `err`. */
export const wholeRun = (args: readonly string[], look: Look = {}): Promise<Recorded> =>
  recording((host) => azmfa(args, { ...host, ...look }));

/** Writes down what a program says to its host. */
export async function recording(program: (host: Host) => Promise<number>): Promise<Recorded> {
  let out = "";
  let err = "";
  const status = await program({
    ...SILENT,
    out: async (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { status, out, err };
}
