import type { Advice } from "../law/model/finding";
import type { Progress } from "../tenant/file/read-json";
import { fileName } from "../text/sentence";
import type { Host } from "./command";

/** Nobody wonders before. */
const NOTICEABLE_MS = 2000;
/** A file of this size takes longer than that. */
const NOTICEABLE_BYTES = 100_000_000;

/** Says what is being done every two seconds at most, and nothing before the first two are over. */
export function nowAndThen({ progress, now }: Pick<Host, "progress" | "now">) {
  let saidAt = now();
  return (text: () => string, isLong = false): void => {
    if (!isLong && now() - saidAt < NOTICEABLE_MS) return;
    saidAt = now();
    progress(`azmfa: ${text()} …`);
  };
}

/** The same of a file; of a large one at once. */
export function progressOn(file: string, host: Host): Progress {
  const say = nowAndThen(host);
  const size = (bytes: number): string => (bytes > 0 ? ` ${Math.round(bytes / 1e6)} MB` : "");
  return (doing, bytes = 0) => say(() => `${fileName(file)}: ${doing}${size(bytes)}`, bytes >= NOTICEABLE_BYTES);
}

/** Says what is being done, once it has taken so long that a person wonders: also while nothing is heard. */
export type ReadingProgress = {
  say(what: string, count?: number): void;
  /** Says what is waited for, where that takes so long. */
  waiting(milliseconds: number, because: Pick<Advice, "message">): void;
  end(): void;
};

/** Such as `drift: the users: 3,996 so far …`; nothing for what is quick. */
export function readingProgress(program: string, { progress, now }: Pick<Host, "progress" | "now">): ReadingProgress {
  let current = "";
  let shown = "";
  let quietUntil = now() + NOTICEABLE_MS;
  const show = () => {
    if (current !== shown) progress(`${program}: ${current} …`);
    shown = current;
  };
  const timer = setTimeout(show, NOTICEABLE_MS);
  return {
    say(what, count) {
      current = count === undefined ? what : `${what}: ${count.toLocaleString("en-US")} so far`;
      if (now() < quietUntil) return;
      show();
      if (count !== undefined) quietUntil = now() + NOTICEABLE_MS;
    },
    waiting(milliseconds, { message }) {
      if (now() + milliseconds < quietUntil) return;
      progress(`${program}: ${message}; asking again in ${Math.ceil(milliseconds / 1000)} s …`);
    },
    end: () => clearTimeout(timer),
  };
}
