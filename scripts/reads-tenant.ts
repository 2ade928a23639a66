import { readArguments } from "../src/cli/arguments";
import { snapshot } from "../src/cli/commands/snapshot";

/** Whether `azmfa` would read a live tenant with these arguments. With ones that it refuses, it doesn't come to that. */
export function readsTenant([command, ...rest]: readonly string[]): boolean {
  return command === "snapshot" && readArguments(rest, snapshot).ok;
}
