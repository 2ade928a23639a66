import { readArguments } from "../src/cli/arguments";
import { audit } from "../src/cli/commands/audit";
import { snapshot } from "../src/cli/commands/snapshot";

/** Whether `azmfa` would read a live tenant with these arguments. With ones that it refuses, it doesn't come to that. */
export function readsTenant([command, ...rest]: readonly string[]): boolean {
  if (command === "snapshot") return readArguments(rest, snapshot).ok;
  const given = command === "audit" ? readArguments(rest, audit) : undefined;
  return given?.ok === true && given.value.files.length === 0;
}
