import { readArguments } from "../src/cli/arguments";
import type { Given } from "../src/cli/command";
import { COMMANDS } from "../src/cli/commands";

/** Asks for the tenant that the environment or `az login` leads to, where the sandbox's would be taken. */
export const REAL = "--real";

/** The commands that may read a live tenant, and when they do. */
const READERS: { readonly [name: string]: (given: Given) => boolean } = {
  audit: (given) => given.files.length === 0 && !given.has("sample"),
  replay: (given) => given.has("live"),
  snapshot: () => true,
  whatif: (given) => given.has("live") || !given.has("dry-run"),
};

/** Whether `azmfa` would read a live tenant with these arguments. With ones that it refuses, it doesn't come to that. */
export function readsTenant([name = "", ...rest]: readonly string[]): boolean {
  const reads = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  const command = COMMANDS[name]?.load();
  if (reads === undefined || command === undefined) return false;
  const given = readArguments(rest, command);
  return given.ok && reads(given.value);
}
