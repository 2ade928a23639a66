import { fileName } from "../report/words/file-name";
import type { Surroundings } from "./surroundings";

/** Says what is being done to a file, if that is worth saying: `bytes` where it is known how much there is to do. */
export type Progress = (doing: string, bytes?: number) => void;

/** Below this a person doesn't wonder. */
const NOTICEABLE_MS = 2000;
/** A file of this size takes longer than that. */
const NOTICEABLE_BYTES = 100_000_000;

/** Lines on standard error about a file, once it is clear that it takes its time. */
export function progressOn(file: string, { err, now }: Surroundings): Progress {
  const started = now();
  return (doing, bytes = 0) => {
    if (now() - started < NOTICEABLE_MS && bytes < NOTICEABLE_BYTES) return;
    err(`azmfa: ${fileName(file)}: ${doing}${bytes > 0 ? ` ${Math.round(bytes / 1e6)} MB` : ""} …\n`);
  };
}
