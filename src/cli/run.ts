import { render } from "../report/render";
import { wrap } from "../report/terminal";
import { didYouMean } from "../text/nearest-word";
import { quoted } from "../text/printable";
import { optionsIn, readArguments } from "./arguments";
import { type Command, type ExitStatus, guarded, type Host, refuse, TOOL } from "./command";
import { formatIn } from "./judging";
import { sampleList } from "./tenant-source";

/** The commands of `azmfa` by name. Each is loaded when it is needed, so that the libraries of one don't slow the others down. */
export type Commands = { readonly [name: string]: { readonly summary: string; readonly load: () => Command } };

/** Runs the command that the arguments after `azmfa` name. Prints each result as soon as there is one. Never throws. */
export async function run(commands: Commands, args: readonly string[], host: Host): Promise<ExitStatus> {
  const [first, ...others] = args;
  if (first === undefined) return refuse(host, ["azmfa: name a command", generalHelp(commands).trimEnd()]);
  if (first === "--version" || first === "-v") return print(`${TOOL.name} ${TOOL.version}\n`, host);
  const isHelp = ["--help", "-h", "help"].includes(first);
  const [name = "", ...rest] = isHelp ? others : args;
  if (isHelp && others.length === 0) return print(generalHelp(commands), host);
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) return refuse(host, [`azmfa: ${unknownCommand(name, commands)}`, "see azmfa --help"]);
  return runCommand(`azmfa ${name}`, entry.load(), isHelp ? ["--help"] : rest, host);
}

/** Runs one command. @param typed how it is called, e.g. `azmfa prove` @param about its name in messages */
export async function runCommand(
  typed: string,
  command: Command,
  args: readonly string[],
  host: Host,
  about = typed,
): Promise<ExitStatus> {
  if (asksForHelp(args)) return print(helpPage(typed, command), host);
  if (args.length === 1 && args[0] === "--sample" && "sample" in command.options) return print(sampleList(), host);
  const given = readArguments(args, command);
  if (given.ok)
    return guarded(about, host, async () => {
      const answer = await command.run(given.value, host);
      if (typeof answer === "number") return answer; // it has printed by itself
      await host.out(render(formatIn(given.value), answer, host));
      return answer.status;
    });
  const [program] = about.split(" ");
  return refuse(host, [...given.errors.map((error) => `${program}: ${error}`), `see ${typed} --help`]);
}

const print = (text: string, host: Host): Promise<ExitStatus> => host.out(text).then(() => 0);

/** After `--`, every argument is a file. */
function asksForHelp(args: readonly string[]): boolean {
  const options = args.slice(0, [...args, "--"].indexOf("--"));
  return options.includes("--help") || options.includes("-h");
}

const unknownCommand = (name: string, commands: Commands): string =>
  name.startsWith("-")
    ? `the command comes first, before ${quoted(name)}`
    : `unknown command ${quoted(name)}${didYouMean(name, Object.keys(commands))}`;

const generalHelp = (commands: Commands): string => `Usage: azmfa <command> [options]

Commands
${table(Object.entries(commands).map(([name, { summary }]) => [name, summary]))}
Exit status
  0  all proved, or compliant
  1  a bypass, an unknown or a failed step
  2  bad input, or the tenant is out of reach

Results go to standard output, progress and messages to standard error.
azmfa <command> --help explains a command; azmfa --version prints the version.
`;

/** What `azmfa <command> --help` prints. @param typed how the command is called, e.g. `azmfa prove` */
function helpPage(typed: string, { takes, about, options, statuses }: Command): string {
  const rows = optionsIn(options).map(({ shown, help }): Row => [shown, help]);
  return `Usage: ${[typed, "[options]", takes].join(" ").trimEnd()}

${prose(about)}

Options
${table([...rows, ["--help", "print this and stop"]])}
Exit status
${table(Object.entries(statuses))}`;
}

/** Paragraphs in the width of a terminal. Indented lines stay as they are. */
const prose = (text: string): string =>
  text
    .trimEnd()
    .replace(/^(?! )(.+)\n(?=\S)/gm, "$1 ")
    .split("\n")
    .flatMap((line) => (line.startsWith(" ") ? [line] : wrap(line, COLUMNS)))
    .join("\n");

type Row = readonly [left: string, right: string];

/** If the left side is longer than this, the right side goes on the next line. */
const WIDEST_LEFT = 30;
/** The usual width of a terminal. */
const COLUMNS = 80;

function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([left]) => left.length).filter((length) => length <= WIDEST_LEFT));
  const lines = rows.flatMap(([left, right]) =>
    left.length > width
      ? [`  ${left}`, ...wrap(right, COLUMNS, " ".repeat(width + 4))]
      : wrap(right, COLUMNS, `  ${left.padEnd(width)}  `),
  );
  return lines.map((line) => `${line}\n`).join("");
}
