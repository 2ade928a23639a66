import { COMMANDS } from "../azmfa/commands";
import { readArguments } from "../src/cli/arguments";
import type { Given } from "../src/cli/command";

/** The option that uses the tenant of the environment or of `az login` instead of the sandbox's. */
export const REAL = "--real";

/** The commands that may read a live tenant, each with the arguments for which it does. */
const READERS: { readonly [name: string]: (given: Given) => boolean } = {
  audit: (given) => given.files.length === 0 && !given.has("verify"),
  replay: (given) => given.has("live"),
  snapshot: () => true,
  whatif: (given) => given.has("live") || !given.has("dry-run"),
};

/** Whether `azmfa` would read a live tenant with these arguments. It doesn't if it refuses them. */
export function readsTenant([name = "", ...rest]: readonly string[]): boolean {
  const reads = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  const command = COMMANDS[name]?.load();
  if (reads === undefined || command === undefined) return false;
  const given = readArguments(rest, command);
  return given !== undefined && reads(given);
}
