import { run } from "../src/cli/run";
import { isoDate } from "../src/text/iso-date";

/** Measures `azmfa replay` of one log, in a process of its own so that memory is its own too. Prints one JSON object. */
async function main([log = "", tenant = ""]: readonly string[]): Promise<void> {
  const today = isoDate("2026-10-01");
  if (today === undefined) throw new Error("a day");
  let out = "";
  const start = performance.now();
  const status = await run(["replay", log, "--tenant", tenant, "--format", "json"], {
    out: async (text) => {
      out += text;
    },
    err: () => undefined,
    progress: () => undefined,
    colour: false,
    width: 100,
    today,
    now: () => performance.now(),
    pause: async () => undefined,
    expiry: (milliseconds) => AbortSignal.timeout(milliseconds),
  });
  if (status === 2) throw new Error("the log can't be read");
  const { user, system } = process.cpuUsage();
  console.log(
    JSON.stringify({
      seconds: (performance.now() - start) / 1000,
      processorSeconds: (user + system) / 1e6,
      megabytes: process.resourceUsage().maxRSS / 1024,
      agree: JSON.parse(out).records.agree,
    }),
  );
}

void main(process.argv.slice(2));
