import { COMMANDS } from "../azmfa/commands";
import { givenOf, parse, parserOf, specify } from "../src/cli/arguments";
import type { Command, Given } from "../src/cli/command";

/** The option that uses the tenant of the environment or of `az login` instead of the sandbox's. */
export const REAL = "--real";

/** The commands that may read a live tenant, each with the arguments for which it does. */
const READERS: { readonly [name: string]: (given: Given) => boolean } = {
  audit: (given) => given.files.length === 0 && !given.has("verify"),
  drift: () => true,
  replay: (given) => given.has("live"),
  snapshot: () => true,
  whatif: () => true,
};

/** What is given to a command of `azmfa` that would read a live tenant; undefined if it wouldn't, or if it refuses the arguments. */
export function tenantReader([name = "", ...rest]: readonly string[]): Given | undefined {
  const reads = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  const command = COMMANDS[name]?.load();
  const given = reads && command && readArguments(rest, command);
  return given && reads?.(given) ? given : undefined;
}

/** Reads the arguments after a command's name. @returns undefined if the command would refuse them, or print its help */
function readArguments(args: readonly string[], command: Command): Given | undefined {
  const parser = specify(parserOf("", { out: async () => undefined, err: () => undefined }), command);
  return parse(parser, args) === undefined ? givenOf(parser) : undefined;
}
