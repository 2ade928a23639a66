import assert from "node:assert/strict";

const FRAME = /^\s*at .+:\d+:\d+\)?\s*$/m;
const INSIDES = /node:internal\/|UnhandledPromiseRejection|Unhandled exception/;

/** What a person reads has no stack trace in it, and nothing of Node's own insides. */
export function assertNoStackTrace(said: string): void {
  assert.doesNotMatch(said, FRAME);
  assert.doesNotMatch(said, INSIDES);
}
