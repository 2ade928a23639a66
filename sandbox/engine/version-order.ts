import { coerce, gte } from "semver";

/** Whether `version` is the same as or newer than `oldest`. What isn't a version is not. */
export function isAtLeast(version: string, oldest: string): boolean {
  const mine = coerce(version);
  const theirs = coerce(oldest);
  return mine !== null && theirs !== null && gte(mine, theirs);
}
