import { takeSnapshot } from "../src/cli/commands/take-snapshot";
import { isoDate } from "../src/text/iso-date";

/** Writes the tenant down that the environment leads to, in a process of its own so that memory is its own too. Prints one JSON object. */
const [, , out = ""] = process.argv;
const start = performance.now();
const host = {
  out: async () => undefined,
  err: (text: string) => void process.stderr.write(text),
  progress: () => undefined,
  colour: false,
  width: 80,
  today: isoDate("2026-11-26") ?? raise(),
  now: () => performance.now(),
  pause: async () => undefined,
  expiry: (milliseconds: number) => AbortSignal.timeout(milliseconds),
};
takeSnapshot(out, host).then((status) => {
  if (status !== 0) raise();
  const { maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000, megabytes: maxRSS / 1024 }));
}, raise);

function raise(): never {
  throw new Error("the tenant could not be written down");
}
