import { resolve } from "node:path";
import { type NamedProvider, providerFlag } from "./provider-choice";

/** `break`: what somebody would do in the portal. `weaken`: a change to the program. `graph`: a request to the tenant. */
const OWN_COMMANDS = ["break", "weaken", "graph"] as const;
type OwnCommand = (typeof OWN_COMMANDS)[number];

/** What `npm run sandbox --` was given. */
export type PassedArguments =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly because: string }
  /** A command of the sandbox's own, with what was given after its name. */
  | { readonly kind: OwnCommand; readonly args: readonly string[] }
  | {
      readonly kind: "run";
      readonly programFolder: string;
      /** The provider that an option names. */
      readonly provider: NamedProvider | undefined;
      /** Whether this project's policy pack is left out. */
      readonly withoutPack: boolean;
      /** For the engine, as they were given. */
      readonly engine: readonly string[];
    };

/**
 * Takes the sandbox's own options out and leaves the rest to the engine.
 * @param project the folder of this project, where commands run unless `-C` says otherwise
 * @param caller the folder that the user stands in; relative folders start there
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
      engine.push(arg, ...rest.splice(0)); // what follows is another program's
    else if (providerFlag(arg) !== undefined) provider = providerFlag(arg);
    else if (arg === "--no-policy-pack") withoutPack = true;
    else if (arg === "-C" || arg === "--cwd") {
      const folder = rest.shift();
      if (folder === undefined) return { kind: "wrong", because: `${arg} needs a folder after it` };
      programFolder = resolve(caller, folder);
    } else if (arg.startsWith("--cwd=")) programFolder = resolve(caller, arg.slice("--cwd=".length));
    else engine.push(arg);
  }
  if (engine.length === 0) return { kind: "wrong", because: "there is no command for the engine" };
  return { kind: "run", programFolder, provider, withoutPack, engine };
}
