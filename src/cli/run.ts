import { nearestWord, quoted } from "../adapters/register";
import { readArguments } from "./arguments/read-arguments";
import type { ExitStatus } from "./command";
import { COMMANDS } from "./commands";
import { guarded } from "./guarded";
import { generalHelp, helpFor } from "./help";
import { refuse } from "./refuse";
import type { Surroundings } from "./surroundings";

/** Runs `azmfa` with what was typed after its name. Results go out as they come; all that is left is the exit status. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  const [name, ...rest] = args;
  if (name === undefined) return refuseCommandLine(surroundings, generalHelp(), "name a command");
  if (name === "--help" || name === "-h" || name === "help") return help(rest[0], surroundings);
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) return refuseCommandLine(surroundings, "see azmfa --help\n", unknownCommand(name));
  if (asksForHelp(rest)) return help(name, surroundings);
  const command = entry.load();
  const given = readArguments(rest, command);
  if (given.ok) return guarded(`azmfa ${name}`, surroundings, () => command.run(given.value, surroundings));
  return refuseCommandLine(surroundings, `see azmfa ${name} --help\n`, ...given.errors);
}

async function help(name: string | undefined, surroundings: Surroundings): Promise<ExitStatus> {
  if (name === undefined) {
    await surroundings.out(generalHelp());
    return 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) return refuseCommandLine(surroundings, "see azmfa --help\n", unknownCommand(name));
  await surroundings.out(helpFor(name, entry.load()));
  return 0;
}

/** After `--` everything is a file, whatever it looks like. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const options = end === -1 ? args : args.slice(0, end);
  return options.includes("--help") || options.includes("-h");
}

function unknownCommand(name: string): string {
  if (name.startsWith("-")) return `the command comes first, before ${quoted(name)}`;
  const meant = nearestWord(name, Object.keys(COMMANDS));
  return `there is no command ${quoted(name)}${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}

function refuseCommandLine(surroundings: Surroundings, advice: string, ...complaints: readonly string[]): ExitStatus {
  return refuse(surroundings, [...complaints.map((complaint) => `azmfa: ${complaint}`), advice.trimEnd()]);
}
