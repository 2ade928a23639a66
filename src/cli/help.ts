import { wrap } from "../report/terminal";
import { type Command, renderOption, type Statuses } from "./command";
import { COMMANDS } from "./commands";

/** Of the commands that judge a tenant; each says its own. */
const STATUSES: Statuses = {
  0: "all proved, or compliant",
  1: "a bypass, an unknown or a failed step",
  2: "bad input, or the tenant is out of reach",
};

/** What `azmfa --help` prints. */
export const generalHelp = (): string => `Usage: azmfa <command> [options]

Commands
${table(Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary]))}
Exit status
${table(Object.entries(STATUSES))}
Results go to standard output, progress and messages to standard error.
azmfa <command> --help says more about a command, azmfa --version which one this is.
`;

/** What `azmfa <command> --help` prints. @param typed how the command is called, e.g. `azmfa prove` */
export function helpPage(typed: string, { takes, about, options, statuses }: Command): string {
  const rows = Object.entries(options).map(([name, spec]): Row => [renderOption(name, spec), spec.help]);
  return `Usage: ${[typed, "[options]", takes].join(" ").trimEnd()}

${prose(about)}

Options
${table([...rows, ["--help", "print this and stop"]])}
Exit status
${table(Object.entries(statuses))}`;
}

/** Paragraphs in the width of a terminal; lines that are indented stay as they are. */
const prose = (text: string): string =>
  text
    .trimEnd()
    .replace(/^(?! )(.+)\n(?=\S)/gm, "$1 ")
    .split("\n")
    .flatMap((line) => (line.startsWith(" ") ? [line] : wrap(line, COLUMNS)))
    .join("\n");

type Row = readonly [left: string, right: string];

/** The right side goes on a line below where the left side is longer than this. */
const WIDEST_LEFT = 30;
/** Of a terminal that nobody has made wider. */
const COLUMNS = 80;

function table(rows: readonly Row[]): string {
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
