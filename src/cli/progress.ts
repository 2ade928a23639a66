import type { Host } from "./command";

/** Shorter waits need no message. */
const NOTICEABLE_MS = 2_000;

/** Prints what is being done, such as `drift: the users: 3,996 so far …`: at most every two seconds, and nothing in the first two. */
export function progressOf(program: string, { progress, now }: Pick<Host, "progress" | "now">) {
  let saidAt = now();
  return (what: string, count?: number): void => {
    if (now() - saidAt < NOTICEABLE_MS) return;
    saidAt = now();
    progress(`${program}: ${what}${count === undefined ? "" : `: ${count.toLocaleString("en-US")} so far`} …`);
  };
}
