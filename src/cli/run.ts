import { quoted } from "../text/printable";
import { didYouMean, readArguments } from "./arguments";
import type { ExitStatus, Host } from "./command";
import { COMMANDS } from "./commands";
import { guarded, refuseCommandLine } from "./exit-status";
import { generalHelp, helpPage } from "./help";
import { asksForSamples, sampleList } from "./samples/tenant-source";
import { TOOL } from "./tool";

/** Runs `azmfa` with what was typed after its name. Results go out as they come. Never throws. */
export async function run(args: readonly string[], host: Host): Promise<ExitStatus> {
  const [first, ...others] = args;
  if (first === undefined) return refused(host, "name a command", generalHelp().trimEnd());
  if (first === "--version" || first === "-v") return print(`${TOOL.name} ${TOOL.version}\n`, host);
  const isHelp = ["--help", "-h", "help"].includes(first);
  const [name = "", ...rest] = isHelp ? others : args;
  if (isHelp && others.length === 0) return print(generalHelp(), host);
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) return refused(host, unknownCommand(name), "see azmfa --help");
  const command = entry.load();
  if (isHelp || asksForHelp(rest)) return print(helpPage(`azmfa ${name}`, command), host);
  if (asksForSamples(rest, command)) return print(sampleList(), host);
  const given = readArguments(rest, command);
  if (given.ok) return guarded(`azmfa ${name}`, host, () => command.run(given.value, host));
  return refuseCommandLine(host, "azmfa", given.errors, `see azmfa ${name} --help`);
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

const refused = (host: Host, message: string, help: string): ExitStatus =>
  refuseCommandLine(host, "azmfa", [message], help);
