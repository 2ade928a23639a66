import { readArguments } from "../src/cli/arguments";
import { audit } from "../src/cli/commands/audit";
import { snapshot } from "../src/cli/commands/snapshot";

/** Asks for the tenant that the environment or `az login` leads to, where the sandbox's would be taken. */
export const REAL = "--real";

/** Whether `azmfa` would read a live tenant with these arguments. With ones that it refuses, it doesn't come to that. */
export function readsTenant([command, ...rest]: readonly string[]): boolean {
  if (command === "snapshot") return readArguments(rest, snapshot).ok;
  const given = command === "audit" ? readArguments(rest, audit) : undefined;
  return given?.ok === true && given.value.files.length === 0;
}
