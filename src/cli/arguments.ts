import { parseArgs } from "node:util";
import { didYouMean } from "../text/nearest-word";
import { present } from "../text/present";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import { counted, listing } from "../text/sentence";
import type { Command, Given, OptionSpec } from "./command";

type Takes = Pick<Command, "options" | "files" | "conflicts">;

/** An option as it was typed. */
type Typed = Extract<NonNullable<ReturnType<typeof parseArgs>["tokens"]>[number], { kind: "option" }>;

/** Reads the arguments after a command's name. @returns the options and files, or everything that is wrong with them */
export function readArguments(args: readonly string[], command: Takes): Result<Given, string> {
  const types = Object.entries(command.options).map(([name, { kind }]) => {
    const type = kind === "text" || kind === "choice" ? "string" : "boolean";
    return [name, { type } as const];
  });
  const options = Object.fromEntries(types);
  // In strict mode it would stop at the first error.
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  const typed = tokens.filter((token) => token.kind === "option");
  const values = new Map(typed.map(({ name, value }) => [name, value]));
  const given: Given = {
    files: tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : [])),
    text: (option) => values.get(option),
    all: (option) => typed.flatMap(({ name, value }) => (name === option && value !== undefined ? [value] : [])),
    has: (option) => values.has(option),
  };
  const errors = [...typed.flatMap((one) => wrongOption(one, command)), ...wrongCounts(typed, command)];
  return resultOf(() => given, errors.length > 0 ? errors : wrongTogether(given, command));
}

function wrongOption({ name, rawName, value, inlineValue }: Typed, { options }: Takes): readonly string[] {
  const spec = Object.hasOwn(options, name) ? options[name] : undefined;
  if (spec === undefined) return [unknownOption(rawName, Object.keys(options))];
  if (spec.kind === "switch") return inlineValue ? [`${rawName} takes no value`] : [];
  if (spec.kind === "optional")
    return inlineValue && value === "" ? [`${rawName} needs a value after the equals sign, or no equals sign`] : [];
  if (value === undefined || value === "" || (!inlineValue && value.startsWith("-") && value !== "-"))
    return [`${rawName} needs a value: ${renderOption(name, spec)}`];
  const problems = [spec.kind === "text" ? spec.check?.(value) : notAChoice(value, spec.choices)];
  return present(problems.flat()).map((problem) => `${rawName} ${problem}`);
}

const notAChoice = (value: string, choices: readonly string[]): string | false =>
  !choices.includes(value) && `is ${listing(choices, "or")}, not ${quoted(value)}${didYouMean(value, choices)}`;

function unknownOption(rawName: string, known: readonly string[]): string {
  const typed = rawName.replace(/^-+/, "");
  const begun = known.find((name) => name.startsWith(typed));
  const hint =
    didYouMean(typed, known, (word) => `--${word}`) || (begun === undefined ? "" : `; did you mean --${begun}?`);
  return `unknown option ${quoted(rawName)}${hint}`;
}

/** Options that are missing, and options that are given twice: one of the two values would be lost without a message. */
function wrongCounts(typed: readonly Typed[], { options }: Takes): readonly string[] {
  return Object.entries(options).flatMap(([name, spec]) => {
    const count = typed.filter((one) => one.name === name).length;
    const { must, many } = spec.kind === "text" ? spec : {};
    if (must && count === 0) return [`--${name} is missing: ${renderOption(name, spec)}`];
    return count > 1 && !many ? [`--${name} is given more than once`] : [];
  });
}

function wrongTogether(given: Given, { files: { least, most }, conflicts = () => [] }: Takes): readonly string[] {
  const { files } = given;
  const count = files.length;
  const isTwice = files.filter((file) => file === "-").length > 1;
  return present([
    count < least && (least === 1 ? "name a file" : `takes ${least} files, not ${count}`),
    count > most && `takes ${most === 0 ? "no file" : counted(most, "file")}, not ${files.map(quoted).join(", ")}`,
    count >= least && count <= most && isTwice && "- is given twice, but standard input can be read only once",
    ...conflicts(given),
  ]);
}

/** The option as help shows it: `--format human|json`. */
export function renderOption(name: string, spec: OptionSpec): string {
  switch (spec.kind) {
    case "switch":
      return `--${name}`;
    case "text":
      return `--${name} ${spec.value}`;
    case "optional":
      return `--${name}[=${spec.value}]`;
    case "choice":
      return `--${name} ${spec.choices.join("|")}`;
  }
}

/** Checks that a value is a number in a range: a whole number, or a number of seconds. */
export const numberFrom =
  (from: number, to: number, of: "whole number" | "number of seconds" = "whole number") =>
  (text: string): string | false => {
    const number = Number(text);
    const isIn = number >= from && number <= to && (of !== "whole number" || Number.isInteger(number));
    return !isIn && `is a ${of} from ${from} to ${to}`;
  };
