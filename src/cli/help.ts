import { wrap } from "../report/terminal";
import { type Command, type OptionSpecs, renderOption, type Statuses } from "./command";
import { COMMANDS } from "./commands";

/** Of the commands that judge a tenant; each says its own. */
const STATUSES: Statuses = {
  0: "all proved, or compliant",
  1: "a bypass, an unknown or a failed step",
  2: "bad input, or the tenant is out of reach",
};

/** What `azmfa --help` prints. */
export function generalHelp(): string {
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary] as const);
  return `Usage: azmfa <command> [options]

Commands
${table(rows)}
${statusTable(STATUSES)}
Results go to standard output, progress and messages to standard error.
azmfa <command> --help says more about a command, azmfa --version which one this is.
`;
}

/** What `azmfa <command> --help` prints. @param typed how the command is called, e.g. `azmfa prove` */
export const helpPage = (typed: string, { usage, about, options, statuses }: Command): string =>
  `${usageLines(typed, usage)}

${paragraphs(about)}
Options
${table(optionRows(options))}
${statusTable(statuses)}`;

const statusTable = (statuses: Statuses): string => `Exit status\n${table(Object.entries(statuses))}`;

const optionRows = (options: OptionSpecs) =>
  [...Object.entries(options).map(([name, spec]) => [renderOption(name, spec), spec.help] as const)].concat([
    ["--help", "print this and stop"],
  ]);

/** What is said stands beside what it is about or, where that is long, on a line below. */
const WIDEST_LEFT = 30;
/** Of a terminal that nobody has made wider. */
const COLUMNS = 80;

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length).filter((length) => length <= WIDEST_LEFT));
  return rows
    .flatMap(([left, right]) => {
      const isShort = left.length <= width;
      const lines = wrap(right, COLUMNS, isShort ? `  ${left.padEnd(width)}  ` : " ".repeat(width + 4));
      return isShort ? lines : [`  ${left}`, ...lines];
    })
    .map((line) => `${line}\n`)
    .join("");
}

/** Stands for a space at which no line may break: an option stays with its value. */
const JOINED = "\u00a0";

function usageLines(typed: string, usage: string): string {
  const joined = usage.replaceAll(/\s+/g, " ").replaceAll(/\[[^\]]*\]/g, (option) => option.replaceAll(" ", JOINED));
  return wrap(`${typed} ${joined}`, COLUMNS, "Usage: ").join("\n").replaceAll(JOINED, " ");
}

/** Prose in the width of a terminal; lines that are indented stay as they are. */
function paragraphs(text: string): string {
  const blocks: string[] = [];
  for (const line of text.trimEnd().split("\n")) {
    const last = blocks.at(-1);
    const goesOn = last !== undefined && isProse(last) && isProse(line);
    if (goesOn) blocks[blocks.length - 1] = `${last} ${line}`;
    else blocks.push(line);
  }
  return `${blocks.flatMap((block) => (isProse(block) ? wrap(block, COLUMNS) : [block])).join("\n")}\n`;
}

const isProse = (line: string): boolean => line !== "" && !line.startsWith(" ");
