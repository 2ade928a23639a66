import type { Session } from "./open-session";

/** The stack that the sandbox works with: Pulumi.dev.yaml and config/dev.yaml are made for it. */
export const STACK = "dev";

/**
 * Selects the sandbox's stack, and creates it first if it doesn't exist.
 * @throws Error with the engine's message if that fails
 */
export async function selectStack(session: Session, cwd = session.programFolder): Promise<void> {
  const result = await session.pulumi(["stack", "select", "--create", STACK, "--non-interactive"], { cwd });
  if (result.status !== 0) throw new Error(`the stack ${STACK} in ${cwd} can't be selected:\n${result.stderr.trim()}`);
}

/** Whether a stack is selected in the project of that folder. */
export async function hasSelectedStack(session: Session, cwd = session.programFolder): Promise<boolean> {
  const result = await session.pulumi(["stack", "--show-name", "--non-interactive"], { cwd });
  return result.status === 0;
}

/** The engine's commands that need a stack. */
const ON_A_STACK = new Set(
  "preview pre up update refresh destroy down import config state logs watch cancel console".split(" "),
);

/** The subcommands of `pulumi stack` that create, select or list stacks. */
const ABOUT_STACKS = new Set(["init", "new", "ls", "select", "unselect"]);

/** Whether the engine needs a stack that the command line doesn't name. */
export function needsStack(args: readonly string[]): boolean {
  if (args.some((arg) => arg === "-s" || arg === "--stack" || arg.startsWith("--stack=") || isHelp(arg))) return false;
  const [command, subcommand] = args.filter((arg) => !arg.startsWith("-"));
  if (command === "stack") return subcommand === undefined || !ABOUT_STACKS.has(subcommand);
  return command !== undefined && ON_A_STACK.has(command);
}

const isHelp = (arg: string): boolean => arg === "--help" || arg === "-h";
