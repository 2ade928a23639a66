import { quoted } from "../text/printable";
import { didYouMean, readArguments } from "./arguments";
import type { Command, ExitStatus, Host } from "./command";
import { COMMANDS } from "./commands";
import { guarded, refuse } from "./exit-status";
import { generalHelp, helpPage } from "./help";
import { asksForSamples, sampleList } from "./tenant-source";
import { TOOL } from "./tool";

/** Runs `azmfa` with what was typed after its name. Results go out as they come. Never throws. */
export async function run(args: readonly string[], host: Host): Promise<ExitStatus> {
  const [first, ...others] = args;
  if (first === undefined) return refuse(host, ["azmfa: name a command", generalHelp().trimEnd()]);
  if (first === "--version" || first === "-v") return print(`${TOOL.name} ${TOOL.version}\n`, host);
  const isHelp = ["--help", "-h", "help"].includes(first);
  const [name = "", ...rest] = isHelp ? others : args;
  if (isHelp && others.length === 0) return print(generalHelp(), host);
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) return refuse(host, [`azmfa: ${unknownCommand(name)}`, "see azmfa --help"]);
  return runCommand(`azmfa ${name}`, entry.load(), isHelp ? ["--help"] : rest, host);
}

/** Runs one command. @param typed how it is called, e.g. `azmfa prove` @param about what messages call it */
export async function runCommand(
  typed: string,
  command: Command,
  args: readonly string[],
  host: Host,
  about = typed,
): Promise<ExitStatus> {
  if (asksForHelp(args)) return print(helpPage(typed, command), host);
  if (asksForSamples(args, command)) return print(sampleList(), host);
  const given = readArguments(args, command);
  if (given.ok) return guarded(about, host, () => command.run(given.value, host));
  const [program] = about.split(" ");
  return refuse(host, [...given.errors.map((error) => `${program}: ${error}`), `see ${typed} --help`]);
}

async function print(text: string, host: Host): Promise<ExitStatus> {
  await host.out(text);
  return 0;
}

/** After `--` everything is a file, whatever it looks like. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const options = end === -1 ? args : args.slice(0, end);
  return options.includes("--help") || options.includes("-h");
}

const unknownCommand = (name: string): string =>
  name.startsWith("-")
    ? `the command comes first, before ${quoted(name)}`
    : `there is no command ${quoted(name)}${didYouMean(name, Object.keys(COMMANDS))}`;
