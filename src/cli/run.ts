import { nearestWord } from "../text/nearest-word";
import { quoted } from "../text/printable";
import { readArguments } from "./arguments";
import { type Command, type ExitStatus, type Host, type OptionSpecs, renderOption } from "./command";
import { COMMANDS } from "./commands";
import { guarded, refuse } from "./exit-status";
import { asksForSamples, sampleList } from "./samples/tenant-source";

/** Runs `azmfa` with what was typed after its name. Results go out as they come. Never throws. */
export async function run(args: readonly string[], host: Host): Promise<ExitStatus> {
  const [name, ...rest] = args;
  if (name === undefined) return refuseCommandLine(host, generalHelp(), "name a command");
  if (name === "--help" || name === "-h" || name === "help") return help(rest[0], host);
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) return refuseCommandLine(host, "see azmfa --help\n", unknownCommand(name));
  if (asksForHelp(rest)) return help(name, host);
  const command = entry.load();
  if (asksForSamples(rest, command)) return listSamples(host);
  const given = readArguments(rest, command);
  if (given.ok) return guarded(`azmfa ${name}`, host, () => command.run(given.value, host));
  return refuseCommandLine(host, `see azmfa ${name} --help\n`, ...given.errors);
}

async function help(name: string | undefined, host: Host): Promise<ExitStatus> {
  if (name === undefined) {
    await host.out(generalHelp());
    return 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) return refuseCommandLine(host, "see azmfa --help\n", unknownCommand(name));
  await host.out(helpFor(name, entry.load()));
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

function refuseCommandLine(host: Host, advice: string, ...complaints: readonly string[]): ExitStatus {
  return refuse(host, [...complaints.map((complaint) => `azmfa: ${complaint}`), advice.trimEnd()]);
}

const STATUSES = `Exit status
  0  all proved, or compliant
  1  a bypass, an unknown or a failed step
  2  bad input, or the tenant is out of reach
`;

/** What `azmfa --help` prints. */
export function generalHelp(): string {
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary] as const);
  return `Usage: azmfa <command> [options]

Commands
${table(rows)}
${STATUSES}
Results go to standard output, progress and messages to standard error.
azmfa <command> --help says more about a command.
`;
}

/** What `azmfa <command> --help` prints. */
export function helpFor(name: string, { usage, about, options }: Command): string {
  return `Usage: azmfa ${name} ${usage}

${about}
Options
${table(optionRows(options))}
${STATUSES}`;
}

const optionRows = (options: OptionSpecs) =>
  [...Object.entries(options).map(([name, spec]) => [renderOption(name, spec), spec.help] as const)].concat([
    ["--help", "print this and stop"],
  ]);

/** What is said stands beside what it is about or, where that is long, on a line below. */
const WIDEST_LEFT = 30;

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length).filter((length) => length <= WIDEST_LEFT));
  return rows
    .map(([left, right]) =>
      left.length <= width ? `  ${left.padEnd(width)}  ${right}\n` : `  ${left}\n  ${" ".repeat(width)}  ${right}\n`,
    )
    .join("");
}
