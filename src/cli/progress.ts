import type { Host } from "./command";

/** Shorter waits need no message. */
const NOTICEABLE_MS = 10_000;

/** Prints what is being done, such as `azmfa: the users: 3,996 so far …`: at most every ten seconds, and nothing in the first ten. */
export function progressOf({ err, now }: Pick<Host, "err" | "now">) {
  let saidAt = now();
  return (what: string, count?: number): void => {
    if (now() - saidAt < NOTICEABLE_MS) return;
    saidAt = now();
    err(`azmfa: ${what}${count === undefined ? "" : `: ${count.toLocaleString("en-US")} so far`} …\n`);
  };
}
