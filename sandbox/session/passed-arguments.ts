import { resolve } from "node:path";
import { MISBEHAVIOURS } from "../tenant";
import { OFFICIAL_FLAG } from "./provider-choice";

/** What `npm run sandbox --` was given. */
export type PassedArguments =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly because: string }
  /** What somebody would do in the portal; with what was given after `break`. */
  | { readonly kind: "break"; readonly args: readonly string[] }
  /** Somebody who signs in; with what was given after `sign-in`. */
  | { readonly kind: "sign-in"; readonly args: readonly string[] }
  | {
      readonly kind: "run";
      readonly programFolder: string;
      readonly official: boolean;
      /** How the local tenant misbehaves meanwhile, by name. */
      readonly misbehaviour?: string;
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
  if (first === "break" || first === "sign-in") return { kind: first, args: args.slice(1) };
  const rest = [...args];
  const engine: string[] = [];
  let programFolder = project;
  let official = false;
  let misbehaviour: string | undefined;
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "--")
      engine.push(arg, ...rest.splice(0)); // what follows is another program's
    else if (arg === OFFICIAL_FLAG) official = true;
    else if (arg === "-C" || arg === "--cwd") {
      const folder = rest.shift();
      if (folder === undefined) return { kind: "wrong", because: `${arg} needs a folder after it` };
      programFolder = resolve(caller, folder);
    } else if (arg === "--misbehave") {
      misbehaviour = rest.shift();
      if (misbehaviour === undefined || !MISBEHAVIOURS.has(misbehaviour))
        return { kind: "wrong", because: `--misbehave needs one of ${[...MISBEHAVIOURS.keys()].join(", ")} after it` };
    } else if (arg.startsWith("--cwd=")) programFolder = resolve(caller, arg.slice("--cwd=".length));
    else engine.push(arg);
  }
  if (engine.length === 0) return { kind: "wrong", because: "there is no command for the engine" };
  return { kind: "run", programFolder, official, engine, ...(misbehaviour === undefined ? {} : { misbehaviour }) };
}
