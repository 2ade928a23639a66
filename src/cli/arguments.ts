import { parseArgs } from "node:util";
import { nearestWord } from "../text/nearest-word";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import { counted, listing } from "../text/sentence";
import { type Command, type Given, type OptionSpec, renderOption } from "./command";

type Takes = Pick<Command, "options" | "files">;

type Tokens = NonNullable<ReturnType<typeof parseArgs>["tokens"]>;
/** An option as it was typed. */
type Typed = Extract<Tokens[number], { kind: "option" }>;

/**
 * Reads what stands after a command's name.
 * @returns the options and files, or everything that is wrong with them
 */
export function readArguments(args: readonly string[], command: Takes): Result<Given, string> {
  const { typed, files } = parsed(args, command);
  const errors = [...typed.flatMap((one) => complaintsAbout(one, command)), ...wrongCounts(typed, command)];
  const values = new Map(typed.map(({ name, value }) => [name, value]));
  return resultOf(
    () => ({
      files,
      text: (option) => values.get(option),
      all: (option) => typed.flatMap(({ name, value }) => (name === option && value !== undefined ? [value] : [])),
      has: (option) => values.has(option),
    }),
    errors.length > 0 ? errors : wrongNumber(files, command),
  );
}

function parsed(args: readonly string[], { options }: Takes) {
  const takesNext = ({ kind }: OptionSpec): boolean => kind === "text" || kind === "choice";
  const types = Object.entries(options).map(([name, spec]) => [
    name,
    { type: takesNext(spec) ? "string" : "boolean" } as const,
  ]);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(types),
    allowPositionals: true,
    strict: false, // it would stop at the first error
    tokens: true,
  });
  return {
    typed: tokens.filter((token) => token.kind === "option"),
    files: tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : [])),
  };
}

function complaintsAbout({ name, rawName, value, inlineValue }: Typed, { options }: Takes): readonly string[] {
  const spec = options[name];
  if (spec === undefined) return [unknownOption(rawName, Object.keys(options))];
  if (spec.kind === "switch") return inlineValue ? [`${rawName} takes no value`] : [];
  if (spec.kind === "optional")
    return inlineValue && value === "" ? [`${rawName} needs something after its equals sign, or no equals sign`] : [];
  if (value === undefined || value === "" || (!inlineValue && value.startsWith("-") && value !== "-"))
    return [`${rawName} needs a value: ${renderOption(name, spec)}`];
  return spec.kind === "choice" && !spec.choices.includes(value)
    ? [`${rawName} is ${listing(spec.choices, "or")}, not ${quoted(value)}${didYouMean(value, spec.choices)}`]
    : [];
}

function unknownOption(rawName: string, known: readonly string[]): string {
  const typed = rawName.replace(/^-+/, "");
  const begun = known.find((name) => name.startsWith(typed));
  const hint = didYouMean(typed, known, "--") || (begun === undefined ? "" : `; did you mean --${begun}?`);
  return `there is no option ${quoted(rawName)}${hint}`;
}

/** `; did you mean prove?`, to go after what was typed; nothing where nothing is near it. */
export function didYouMean(typed: string, known: readonly string[], before = ""): string {
  const meant = nearestWord(typed, known);
  return meant === undefined ? "" : `; did you mean ${before}${meant}?`;
}

/** Options that are missing, and ones that are there twice: of two values one would be lost without a word. */
function wrongCounts(typed: readonly Typed[], { options }: Takes): readonly string[] {
  return Object.entries(options).flatMap(([name, spec]) => {
    const count = typed.filter((one) => one.name === name).length;
    const { must, many } = spec.kind === "text" ? spec : {};
    if (must && count === 0) return [`--${name} is missing: ${renderOption(name, spec)}`];
    return count > 1 && !many ? [`--${name} is given more than once`] : [];
  });
}

function wrongNumber(files: readonly string[], { files: { least, most } }: Takes): readonly string[] {
  if (files.length < least)
    return [least === 1 ? "no file is named" : `${least} files are needed, not ${files.length}`];
  if (most === 0 && files.length > 0) return [`no file is taken, and ${files.map(quoted).join(", ")} is named`];
  if (files.length > most) return [`${counted(most, "file is", "files are")} taken, not ${files.length}`];
  return files.filter((file) => file === "-").length > 1
    ? ["- is named twice, and standard input can be read once"]
    : [];
}
