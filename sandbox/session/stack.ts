import type { Session } from "./open-session";

/** The stack that the sandbox works with: Pulumi.dev.yaml and config/dev.yaml are made for it. */
export const STACK = "dev";

/**
 * Makes the sandbox's stack, or selects it where it exists.
 * @throws Error with the engine's own words when it can't be had
 */
export async function selectStack(session: Session, cwd = session.programFolder): Promise<void> {
  const result = await session.pulumi(["stack", "select", "--create", STACK, "--non-interactive"], { cwd });
  if (result.status !== 0) throw new Error(`the stack ${STACK} in ${cwd} can't be selected:\n${result.stderr.trim()}`);
}

/** Whether the user has selected a stack of the project in that folder. */
export async function hasSelectedStack(session: Session, cwd = session.programFolder): Promise<boolean> {
  const result = await session.pulumi(["stack", "--show-name", "--non-interactive"], { cwd });
  return result.status === 0;
}

/** The engine's commands that work on a stack. */
const ON_A_STACK = new Set(
  "preview pre up update refresh destroy down import config state logs watch cancel console".split(" "),
);

/** Those that change it, one at a time. */
const CHANGING = new Set(["up", "update", "refresh", "destroy", "down", "import", "watch"]);

/** Whether the engine will lock the stack. A preview doesn't, and neither does a question. */
export function changesStack(args: readonly string[]): boolean {
  const [command] = args.filter((arg) => !arg.startsWith("-"));
  return command !== undefined && CHANGING.has(command) && !args.some(isHelp);
}

/** `pulumi stack …` that make, choose or list stacks. */
const ABOUT_STACKS = new Set(["init", "new", "ls", "select", "unselect"]);

/** Whether the engine will ask for a stack that the command line doesn't name. */
export function needsStack(args: readonly string[]): boolean {
  if (args.some((arg) => arg === "-s" || arg === "--stack" || arg.startsWith("--stack=") || isHelp(arg))) return false;
  const [command, subcommand] = args.filter((arg) => !arg.startsWith("-"));
  if (command === "stack") return subcommand === undefined || !ABOUT_STACKS.has(subcommand);
  return command !== undefined && ON_A_STACK.has(command);
}

const isHelp = (arg: string): boolean => arg === "--help" || arg === "-h";
