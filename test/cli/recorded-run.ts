import assert from "node:assert/strict";
import { run } from "../../src/cli/run";
import { isoDate } from "../../src/text/iso-date";

const DAY = isoDate("2026-10-01");
assert.ok(DAY);

/** The day on which recorded runs take place. */
export const TODAY = DAY;

/** Runs `azmfa` in this process, on a fixed day, with a clock that stands still. */
export async function recordedRun(
  args: readonly string[],
  look: { readonly colour?: boolean; readonly width?: number } = {},
) {
  let out = "";
  let err = "";
  const status = await run(args, {
    out: async (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    colour: look.colour ?? false,
    width: look.width ?? 100,
    today: TODAY,
    now: () => 0,
  });
  return { status, out, err };
}
