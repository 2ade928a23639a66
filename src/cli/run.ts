import { nearestWord } from "../text/nearest-word";
import { quoted } from "../text/printable";
import { readArguments } from "./arguments";
import type { ExitStatus, Host } from "./command";
import { COMMANDS } from "./commands";

import { guarded, refuseCommandLine } from "./exit-status";
import { generalHelp, helpFor } from "./help";

import { asksForSamples, sampleList } from "./samples/tenant-source";
import { TOOL } from "./tool";

/** Runs `azmfa` with what was typed after its name. Results go out as they come. Never throws. */
export async function run(args: readonly string[], host: Host): Promise<ExitStatus> {
  const [name, ...rest] = args;
  if (name === undefined) return refused(host, "name a command", generalHelp().trimEnd());
  if (name === "--version" || name === "-v") return printVersion(host);
  if (name === "--help" || name === "-h" || name === "help") return help(rest[0], host);
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) return refused(host, unknownCommand(name), "see azmfa --help");
  if (asksForHelp(rest)) return help(name, host);
  const command = entry.load();
  if (asksForSamples(rest, command)) return listSamples(host);
  const given = readArguments(rest, command, `see azmfa ${name} --help`);
  if (given.ok) return guarded(`azmfa ${name}`, host, () => command.run(given.value, host));
  return refuseCommandLine(host, "azmfa", given.errors);
}

async function help(name: string | undefined, host: Host): Promise<ExitStatus> {
  if (name === undefined) {
    await host.out(generalHelp());
    return 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) return refused(host, unknownCommand(name), "see azmfa --help");
  await host.out(helpFor(name, entry.load()));
  return 0;
}

async function printVersion(host: Host): Promise<ExitStatus> {
  await host.out(`${TOOL.name} ${TOOL.version}\n`);
  return 0;
}

async function listSamples(host: Host): Promise<ExitStatus> {
  await host.out(sampleList());
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

const refused = (host: Host, message: string, help: string): ExitStatus =>
  refuseCommandLine(host, "azmfa", [
    { code: "no-command", severity: "error", primary: undefined, related: [], message, help },
  ]);
