import { type OptionSpecs, renderOption } from "./arguments/option-specs";
import type { Command } from "./command";
import { COMMANDS } from "./commands";

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

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join("");
}
