import { CommanderError, InvalidArgumentError, type Option, Command as Parser } from "commander";
import { printable } from "../text/printable";
import type { Command, ExitStatus, Given, Host } from "./command";

/** A parser that prints to the host, and throws a CommanderError where it would end the process. */
export function parserOf(name: string, { out, err }: Pick<Host, "out" | "err">): Parser {
  const printableLines = (text: string) => text.trimEnd().split("\n").map(printable).join("\n");
  return new Parser(name)
    .exitOverride()
    .enablePositionalOptions()
    .helpOption("-h, --help", "print this and stop")
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => void out(text),
      writeErr: err,
      outputError: (text) => err(`${printableLines(text.replace(/^error/, name))}\n`),
      getOutHelpWidth: () => 80, // the usual width of a terminal
    });
}

/** Tells a parser what a command takes, and what its help says. */
export function specify(parser: Parser, { takes, about, options, statuses }: Command): Parser {
  const meanings = Object.entries({ 2: "bad input, or the tenant is out of reach", ...statuses }).map(
    ([status, meaning]) => `  ${status}  ${meaning}\n`,
  );
  parser.description(about).addHelpText("after", `\nExit status:\n${meanings.join("")}`.trimEnd());
  for (const argument of takes) parser.argument(argument);
  for (const option of options) {
    parser.on(`option:${option.name()}`, () => {
      const before: unknown = parser.getOptionValue(option.attributeName());
      if (before !== undefined && !Array.isArray(before))
        parser.error(`error: option '${option.flags}' is given more than once`);
    });
    parser.addOption(option); // after that, because it sets the value
  }
  return parser.showHelpAfterError(`see azmfa ${parser.name()} --help`);
}

/** The names of options, without the hyphens. */
export const namesIn = (options: readonly Option[]): readonly string[] => options.map((option) => option.name());

/** What a parser has read. */
export function givenOf(parser: Parser): Given {
  const values = new Map<string, unknown>();
  for (const option of parser.options) values.set(option.name(), parser.getOptionValue(option.attributeName()));
  const all = (option: string) => [values.get(option) ?? []].flat().map(String);
  return { files: parser.args, text: (option) => all(option)[0], all, has: (option) => all(option).length > 0 };
}

/** The value of an option that is given without its optional value. */
export const ALL = "*";

/** Parses arguments. @returns how to end if there is nothing to do: 0 after help, 2 after an error */
export function parse(parser: Parser, args: readonly string[]): ExitStatus | undefined {
  // Without an equals sign, commander would take the next argument for the value.
  const switches = [parser, ...parser.commands].flatMap(({ options }) => options.filter(({ optional }) => optional));
  const typed = args.map((arg) => (switches.some(({ long }) => long === arg) ? `${arg}=${ALL}` : arg));
  try {
    parser.parse(typed, { from: "user" });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** What is wrong with the value of an option, and what to write instead, as a sentence; false if nothing is. */
type Check = (value: string) => string | false;

function insist(value: string, check: Check): string {
  const problem = check(value);
  if (problem === false) return value;
  throw new InvalidArgumentError(problem);
}

/** Checks the value of an option. */
export const checked = (option: Option, check: Check): Option => option.argParser((value) => insist(value, check));

/** Lets an option be given more than once. */
export const repeatable = (option: Option, check: Check = () => false): Option =>
  option.argParser((value, before: readonly string[] = []) => [...before, insist(value, check)]);
