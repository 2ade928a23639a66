import type { Host } from "../../src/cli/command";
import { isoDate } from "../../src/text/iso-date";

const TODAY = isoDate("2026-11-26");

/** The host of a measured command. It doesn't wait between attempts, and shows only the command's messages. */
export function quietHost(out: Host["out"] = async () => undefined): Host {
  if (TODAY === undefined) throw new Error("the day is none");
  return {
    out,
    err: (text) => void process.stderr.write(text),
    colour: false,
    width: 100,
    today: TODAY,
    startedAt: `${TODAY}T08:00:00.000Z`,
    now: () => performance.now(),
    pause: async () => undefined,
  };
}
