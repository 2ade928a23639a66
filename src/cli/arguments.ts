import { parseArgs } from "node:util";
import { nearestWord } from "../text/nearest-word";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import { counted, listing } from "../text/sentence";
import { type Command, type Given, renderOption } from "./command";

type Tokens = NonNullable<ReturnType<typeof parseArgs>["tokens"]>;
type OptionToken = Extract<Tokens[number], { kind: "option" }>;

/**
 * Reads what stands after a command's name.
 * @returns the options and files, or everything that is wrong with them
 */
export function readArguments(
  args: readonly string[],
  command: Pick<Command, "options" | "files">,
): Result<Given, string> {
  const tokens = tokensOf(args, command);
  const options = tokens.filter((token) => token.kind === "option");
  const files = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const errors = [
    ...options.flatMap((option) => complaintsAbout(option, command)),
    ...repeated(options, command),
    ...missing(options, command),
  ];
  const values = new Map(options.map(({ name, value }) => [name, value]));
  return resultOf(
    () => ({
      files,
      text: (option) => values.get(option),
      all: (option) => options.flatMap(({ name, value }) => (name === option && value !== undefined ? [value] : [])),
      has: (option) => values.has(option),
    }),
    errors.length > 0 ? errors : wrongNumber(files, command),
  );
}

function tokensOf(args: readonly string[], { options }: Pick<Command, "options">): Tokens {
  const config = Object.entries(options).map(([name, { kind }]) => [
    name,
    { type: kind === "switch" || kind === "optional" ? "boolean" : "string" } as const,
  ]);
  const read = parseArgs({
    args: [...args],
    options: Object.fromEntries(config),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  return read.tokens;
}

function complaintsAbout(
  { name, rawName, value, inlineValue }: OptionToken,
  { options }: Pick<Command, "options">,
): readonly string[] {
  const spec = options[name];
  if (spec === undefined) return [unknownOption(rawName, Object.keys(options))];
  if (spec.kind === "switch") return inlineValue ? [`${rawName} takes no value`] : [];
  if (spec.kind === "optional")
    return inlineValue && value === "" ? [`${rawName} needs something after its equals sign, or no equals sign`] : [];
  if (value === undefined || value === "" || (!inlineValue && value.startsWith("-") && value !== "-"))
    return [`${rawName} needs a value: ${renderOption(name, spec)}`];
  return spec.kind === "choice" && !spec.choices.includes(value) ? [notAChoice(rawName, value, spec.choices)] : [];
}

function unknownOption(rawName: string, known: readonly string[]): string {
  const typed = rawName.replace(/^-+/, "");
  const begun = known.filter((name) => name.startsWith(typed)).slice(0, 1);
  const hint = didYouMean(typed, known, "--") || begun.map((name) => `; did you mean --${name}?`).join("");
  return `there is no option ${quoted(rawName)}${hint}`;
}

const notAChoice = (rawName: string, value: string, choices: readonly string[]): string =>
  `${rawName} is ${listing(choices, "or")}, not ${quoted(value)}${didYouMean(value, choices)}`;

/** `; did you mean prove?`, to go after what was typed; nothing where nothing is near it. */
export function didYouMean(typed: string, known: readonly string[], before = ""): string {
  const meant = nearestWord(typed, known);
  return meant === undefined ? "" : `; did you mean ${before}${meant}?`;
}

/** Of two values one would be lost without a word. */
function repeated(given: readonly OptionToken[], { options }: Pick<Command, "options">): readonly string[] {
  const isMany = (name: string): boolean => {
    const spec = options[name];
    return spec?.kind === "text" && spec.many === true;
  };
  const names = given.map(({ name }) => name).filter((name) => !isMany(name));
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) => `--${name} is given more than once`);
}

function missing(given: readonly OptionToken[], { options }: Pick<Command, "options">): readonly string[] {
  return Object.entries(options).flatMap(([name, spec]) =>
    spec.kind === "text" && spec.must && !given.some((option) => option.name === name)
      ? [`--${name} is missing: ${renderOption(name, spec)}`]
      : [],
  );
}

function wrongNumber(files: readonly string[], { files: { least, most } }: Pick<Command, "files">): readonly string[] {
  if (files.length < least)
    return [least === 1 ? "no file is named" : `${least} files are needed, not ${files.length}`];
  if (most === 0 && files.length > 0) return [`no file is taken, and ${files.map(quoted).join(", ")} is named`];
  if (files.length > most) return [`${counted(most, "file is", "files are")} taken, not ${files.length}`];
  return files.filter((file) => file === "-").length > 1
    ? ["- is named twice, and standard input can be read once"]
    : [];
}
