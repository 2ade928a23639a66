import { parseArgs } from "node:util";
import type { Finding } from "../law/model/finding";
import { nearestWord } from "../text/nearest-word";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import { counted, listing } from "../text/sentence";
import { type Command, type Given, type OptionSpec, renderOption } from "./command";

type Tokens = NonNullable<ReturnType<typeof parseArgs>["tokens"]>;
type OptionToken = Extract<Tokens[number], { kind: "option" }>;

/** What is wrong with a command line. */
export type ArgumentProblem = Finding<
  | "unknown-option"
  | "value-not-taken"
  | "value-missing"
  | "not-a-choice"
  | "given-twice"
  | "option-missing"
  | "wrong-number-of-files",
  undefined
>;

type Complaint = Pick<ArgumentProblem, "code" | "message">;

/**
 * Reads what stands after a command's name.
 * @param help what to do about whatever is wrong; nothing for whoever only asks whether anything is
 * @returns the options and files, or everything that is wrong with them
 */
export function readArguments(
  args: readonly string[],
  command: Pick<Command, "options" | "files">,
  help = "",
): Result<Given, ArgumentProblem> {
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
    [...errors, ...(errors.length === 0 ? wrongNumber(files, command) : [])].map(
      (complaint): ArgumentProblem => ({ ...complaint, severity: "error", primary: undefined, related: [], help }),
    ),
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
): readonly Complaint[] {
  const spec = options[name];
  if (spec === undefined) return [unknownOption(rawName, Object.keys(options))];
  if (spec.kind === "switch")
    return inlineValue ? [{ code: "value-not-taken", message: `${rawName} takes no value` }] : [];
  if (spec.kind === "optional")
    return inlineValue && value === ""
      ? [{ code: "value-missing", message: `${rawName} needs something after its equals sign, or no equals sign` }]
      : [];
  if (value === undefined || value === "" || (!inlineValue && value.startsWith("-") && value !== "-"))
    return [{ code: "value-missing", message: `${rawName} needs a value: ${renderOption(name, spec)}` }];
  return spec.kind === "choice" && !spec.choices.includes(value) ? [notAChoice(rawName, value, spec)] : [];
}

function unknownOption(rawName: string, known: readonly string[]): Complaint {
  const typed = rawName.replace(/^-+/, "");
  const meant = nearestWord(typed, known) ?? known.find((name) => name.startsWith(typed));
  const hint = meant === undefined ? "" : `; did you mean --${meant}?`;
  return { code: "unknown-option", message: `there is no option ${quoted(rawName)}${hint}` };
}

function notAChoice(rawName: string, value: string, { choices }: Extract<OptionSpec, { kind: "choice" }>): Complaint {
  const meant = nearestWord(value, choices);
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  return { code: "not-a-choice", message: `${rawName} is ${listing(choices, "or")}, not ${quoted(value)}${hint}` };
}

/** Of two values one would be lost without a word. */
function repeated(given: readonly OptionToken[], { options }: Pick<Command, "options">): readonly Complaint[] {
  const once = given.filter(({ name }) => {
    const spec = options[name];
    return !(spec?.kind === "text" && spec.many);
  });
  const names = once.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) => ({ code: "given-twice", message: `--${name} is given more than once` }));
}

function missing(given: readonly OptionToken[], { options }: Pick<Command, "options">): readonly Complaint[] {
  return Object.entries(options).flatMap(([name, spec]) =>
    spec.kind === "text" && spec.must && !given.some((option) => option.name === name)
      ? [{ code: "option-missing", message: `--${name} is missing: ${renderOption(name, spec)}` }]
      : [],
  );
}

function wrongNumber(files: readonly string[], command: Pick<Command, "files">): readonly Complaint[] {
  const message = numberProblem(files, command);
  return message === undefined ? [] : [{ code: "wrong-number-of-files", message }];
}

function numberProblem(files: readonly string[], { files: { least, most } }: Pick<Command, "files">) {
  if (files.length < least) return least === 1 ? "no file is named" : `${least} files are needed, not ${files.length}`;
  if (most === 0 && files.length > 0) return `no file is taken, and ${files.map(quoted).join(", ")} is named`;
  if (files.length > most) return `${counted(most, "file is", "files are")} taken, not ${files.length}`;
  return files.filter((file) => file === "-").length > 1
    ? "- is named twice, and standard input can be read once"
    : undefined;
}
