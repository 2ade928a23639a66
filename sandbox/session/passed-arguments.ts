import { resolve } from "node:path";
import { type NamedProvider, providerFlag } from "./provider-choice";

/** The commands of the sandbox itself. `break` changes the tenant, `weaken` the program; `graph` sends a request. */
const OWN_COMMANDS = ["break", "weaken", "graph"] as const;
type OwnCommand = (typeof OWN_COMMANDS)[number];

/** The parsed command line of `npm run sandbox`. */
export type PassedArguments =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly because: string }
  /** One of the sandbox's own commands, with the arguments after its name. */
  | { readonly kind: OwnCommand; readonly args: readonly string[] }
  | {
      readonly kind: "run";
      readonly programFolder: string;
      /** The provider that an option chooses. */
      readonly provider: NamedProvider | undefined;
      /** True if this project's policy pack must not be added. */
      readonly withoutPack: boolean;
      /** The arguments for the engine, unchanged. */
      readonly engine: readonly string[];
    };

/**
 * Separates the sandbox's own options from the engine's arguments.
 * @param project the folder of this project; commands run there unless `-C` names another folder
 * @param caller the user's current folder, which relative paths start from
 */
export function passedArguments(args: readonly string[], project: string, caller: string): PassedArguments {
  const [first] = args;
  if (first === undefined || ["--help", "-h", "help"].includes(first)) return { kind: "help" };
  const own = OWN_COMMANDS.find((name) => name === first);
  if (own !== undefined) return { kind: own, args: args.slice(1) };
  const rest = [...args];
  const engine: string[] = [];
  let programFolder = project;
  let provider: NamedProvider | undefined;
  let withoutPack = false;
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "--")
      engine.push(arg, ...rest.splice(0)); // the rest is for another program
    else if (providerFlag(arg) !== undefined) provider = providerFlag(arg);
    else if (arg === "--no-policy-pack") withoutPack = true;
    else if (arg === "-C" || arg === "--cwd") {
      const folder = rest.shift();
      if (folder === undefined) return { kind: "wrong", because: `${arg} needs a folder after it` };
      programFolder = resolve(caller, folder);
    } else if (arg.startsWith("--cwd=")) programFolder = resolve(caller, arg.slice("--cwd=".length));
    else engine.push(arg);
  }
  if (engine.length === 0) return { kind: "wrong", because: "the command for the engine is missing" };
  return { kind: "run", programFolder, provider, withoutPack, engine };
}
