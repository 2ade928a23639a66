import { parseArgs } from "node:util";
import { didYouMean } from "../text/nearest-word";
import { present } from "../text/present";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import { counted, listing } from "../text/sentence";
import type { Check, Command, Given, OptionSpecs } from "./command";

/** An option of a command. */
export interface Option {
  readonly name: string;
  /** As help shows it: `--format human|json`. */
  readonly shown: string;
  readonly help: string;
  readonly takes: "nothing" | "a value" | "a value or nothing";
  readonly mark: "!" | "+" | "";
  readonly check: Check | undefined;
}

/** Reads the specifications of a command's options. */
export const optionsIn = (specs: OptionSpecs): readonly Option[] =>
  Object.entries(specs).map(([written, about]) => {
    const [, shown = "", name = "", after = "", mark = ""] = /^(([\w-]+)(.*?))([!+]?)$/.exec(written) ?? [];
    const [help, check] = typeof about === "string" ? [about, undefined] : about;
    const takes = after === "" ? "nothing" : after.startsWith("[=") ? "a value or nothing" : "a value";
    return { name, shown: `--${shown}`, help, takes, mark: mark as Option["mark"], check };
  });

/** The names of options, without the hyphens. */
export const namesIn = (specs: OptionSpecs): readonly string[] => optionsIn(specs).map(({ name }) => name);

/** An option as it was typed. */
type Typed = Extract<NonNullable<ReturnType<typeof parseArgs>["tokens"]>[number], { kind: "option" }>;

/** Reads the arguments after a command's name. @returns the options and files, or everything that is wrong with them */
export function readArguments(
  args: readonly string[],
  command: Pick<Command, "options" | "files" | "conflicts">,
): Result<Given, string> {
  const known = optionsIn(command.options);
  const types = known.map(({ name, takes }) => [name, { type: takes === "a value" ? "string" : "boolean" } as const]);
  // In strict mode it would stop at the first error.
  const how = { options: Object.fromEntries(types), allowPositionals: true, strict: false, tokens: true } as const;
  const { tokens } = parseArgs({ args: [...args], ...how });
  const typed = tokens.filter((token) => token.kind === "option");
  const values = new Map(typed.map(({ name, value }) => [name, value]));
  const given: Given = {
    files: tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : [])),
    text: (option) => values.get(option),
    all: (option) => typed.flatMap(({ name, value }) => (name === option && value !== undefined ? [value] : [])),
    has: (option) => values.has(option),
  };
  const errors = [...typed.flatMap((one) => wrongOption(one, known)), ...wrongCounts(typed, known)];
  return resultOf(() => given, errors.length > 0 ? errors : wrongTogether(given, command));
}

function wrongOption({ name, rawName, value, inlineValue }: Typed, known: readonly Option[]): readonly string[] {
  const option = known.find((one) => one.name === name);
  if (option === undefined) return [unknownOption(rawName, known)];
  if (option.takes === "nothing") return inlineValue ? [`${rawName} takes no value`] : [];
  if (option.takes === "a value or nothing")
    return inlineValue && value === "" ? [`${rawName} needs a value after the equals sign, or no equals sign`] : [];
  if (value === undefined || value === "" || (!inlineValue && value.startsWith("-") && value !== "-"))
    return [`${rawName} needs a value: ${option.shown}`];
  return present([option.check?.(value)].flat()).map((problem) => `${rawName} ${problem}`);
}

function unknownOption(rawName: string, options: readonly Option[]): string {
  const typed = rawName.replace(/^-+/, "");
  const known = options.map(({ name }) => name);
  const begun = known.filter((name) => name.startsWith(typed)).map((name) => `; did you mean --${name}?`);
  return `unknown option ${quoted(rawName)}${didYouMean(typed, known, (word) => `--${word}`) || (begun[0] ?? "")}`;
}

/** Options that are missing, and options that are given twice: one of the two values would be lost without a message. */
const wrongCounts = (typed: readonly Typed[], known: readonly Option[]): readonly string[] =>
  known.flatMap(({ name, shown, mark }) => {
    const count = typed.filter((one) => one.name === name).length;
    if (mark === "!" && count === 0) return [`--${name} is missing: ${shown}`];
    return count > 1 && mark !== "+" ? [`--${name} is given more than once`] : [];
  });

function wrongTogether(
  given: Given,
  { files: { least, most }, conflicts = () => [] }: Pick<Command, "files" | "conflicts">,
): readonly string[] {
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

/** Checks that a value is one of these words. */
export const oneOf =
  (choices: readonly string[]): Check =>
  (value) =>
    !choices.includes(value) && `is ${listing(choices, "or")}, not ${quoted(value)}${didYouMean(value, choices)}`;

/** Checks that a value is a number in a range: a whole number, or a number of seconds. */
export const numberFrom =
  (from: number, to: number, of: "whole number" | "number of seconds" = "whole number") =>
  (text: string): string | false => {
    const number = Number(text);
    const isIn = number >= from && number <= to && (of !== "whole number" || Number.isInteger(number));
    return !isIn && `is a ${of} from ${from} to ${to}`;
  };
