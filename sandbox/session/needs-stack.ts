/** The engine's commands that work on a stack. */
const ON_A_STACK = new Set([
  "preview",
  "pre",
  "up",
  "update",
  "refresh",
  "destroy",
  "down",
  "import",
  "config",
  "state",
  "logs",
  "watch",
  "cancel",
  "console",
]);

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
