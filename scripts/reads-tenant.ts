import { readArguments } from "../src/cli/arguments";
import type { Command, Given } from "../src/cli/command";
import { audit } from "../src/cli/commands/audit";
import { replay } from "../src/cli/commands/replay";
import { snapshot } from "../src/cli/commands/snapshot";
import { whatif } from "../src/cli/commands/whatif";

/** Asks for the tenant that the environment or `az login` leads to, where the sandbox's would be taken. */
export const REAL = "--real";

/** The commands that may read a live tenant, and when they do. */
const READERS: { readonly [name: string]: readonly [command: Command, reads: (given: Given) => boolean] } = {
  audit: [audit, (given) => given.files.length === 0 && !given.has("sample")],
  replay: [replay, (given) => given.has("live")],
  snapshot: [snapshot, () => true],
  whatif: [whatif, (given) => given.has("live") || !given.has("dry-run")],
};

/** Whether `azmfa` would read a live tenant with these arguments. With ones that it refuses, it doesn't come to that. */
export function readsTenant([name = "", ...rest]: readonly string[]): boolean {
  const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (reader === undefined) return false;
  const [command, reads] = reader;
  const given = readArguments(rest, command);
  return given.ok && reads(given.value);
}
