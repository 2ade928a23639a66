import type { Advice } from "../law/model/finding";
import type { Progress } from "../tenant/file/read-json";
import { fileName } from "../text/sentence";
import type { Host } from "./command";

/** Shorter waits need no message. */
const NOTICEABLE_MS = 2000;
/** A file of this size takes longer than that. */
const NOTICEABLE_BYTES = 100_000_000;

/** Prints what is being done, at most every two seconds, and nothing in the first two seconds. */
export function throttledProgress({ progress, now }: Pick<Host, "progress" | "now">, program = "azmfa") {
  let saidAt = now();
  return (text: () => string, isLong = false): void => {
    if (!isLong && now() - saidAt < NOTICEABLE_MS) return;
    saidAt = now();
    progress(`${program}: ${text()} …`);
  };
}

/** The same about a file; about a large file at once. */
export function progressOn(file: string, host: Host): Progress {
  const say = throttledProgress(host);
  const size = (bytes: number): string => (bytes > 0 ? ` ${Math.round(bytes / 1e6)} MB` : "");
  return (doing, bytes = 0) => say(() => `${fileName(file)}: ${doing}${size(bytes)}`, bytes >= NOTICEABLE_BYTES);
}

/** The same about a live tenant, such as `drift: the users: 3,996 so far …`; also while Graph doesn't answer. */
export function readingProgress(program: string, host: Pick<Host, "progress" | "now">) {
  const show = throttledProgress(host, program);
  let current = "";
  const timer = setTimeout(() => show(() => current, true), NOTICEABLE_MS);
  return {
    say(what: string, count?: number): void {
      current = count === undefined ? what : `${what}: ${count.toLocaleString("en-US")} so far`;
      show(() => current);
    },
    /** Prints the reason for a pause. */
    waiting(milliseconds: number, { message }: Pick<Advice, "message">): void {
      current = `${message}; asking again in ${Math.ceil(milliseconds / 1000)} s`;
      show(() => current, milliseconds >= NOTICEABLE_MS);
    },
    end: () => clearTimeout(timer),
  };
}
