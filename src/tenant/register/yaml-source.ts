import { isUtf8 } from "node:buffer";
import { CST, Lexer, type Node, parseDocument, type YAMLParseError } from "yaml";
import type { Finding } from "../../law/model/finding";
import { printable } from "../../text/printable";
import { type SourceSpan, type SourceText, sourceText, spanAt, startOf } from "../../text/source-span";

/** What to do about each error of a register. A code without advice doesn't compile. */
const HELP = {
  "missing-file": "create it, with `exclusions: []` if nobody is excluded, or name another file",
  "unreadable-file": "name the register, a YAML file that you may read",
  "too-large": "keep one entry for each excluded account; no register needs more than 200 kB",
  "not-utf8": "save the register as UTF-8, or name another file",
  "control-character": "delete the character and type the line again; most editors don't show it",
  "several-documents": "keep one document: delete the second `---` and what belongs to it",
  "not-plain": "write the value out; a register can't have anchors, aliases, tags, merge keys or directives",
  "bad-yaml": "correct the YAML here: indent with spaces, and put quotes around a value that looks like a field",
  "no-list":
    "start the register with `exclusions:` and list the entries below it, or `[]` if nobody is excluded; or name another file",
  "not-an-entry": "write an entry with user or group, kind, reason, owner, approvedBy and reviewBy",
  "unknown-key":
    "use `exclusions` at the top, and in an entry user or group, members, kind, reason, owner, approvedBy, reviewBy and ticket",
  "duplicate-key": "keep one of the two",
  "missing-field": "each exclusion needs kind, reason, owner, approvedBy and reviewBy",
  "empty-field": "fill it in; an exclusion that nobody can explain is not approved",
  "wrong-type": "put the value in quotes if it is meant as text",
  "not-one-principal": "an entry has either `user:` or `group:`, with the object id of who is excluded",
  "not-an-object-id":
    "copy the object id from Entra, such as aaaaaaaa-0000-4000-8000-000000000001; a user principal name can be given to another person, and a register can't exclude a whole class of people",
  "unknown-kind": "use break-glass, service-account or exception",
  "not-a-date": "write a day of the calendar as YYYY-MM-DD",
  duplicate: "keep one of the two; ids are the same in upper and lower case",
} as const;

/** The code of an error. */
export type RegisterErrorCode = keyof typeof HELP;

/** One error of a register, and where it is. */
export type RegisterError = Finding<RegisterErrorCode, SourceSpan>;

/** An error, with what to do about it. */
export function registerError(code: RegisterErrorCode, at: SourceSpan, message: string): RegisterError {
  return { code, severity: "error", message, primary: at, related: [], help: HELP[code] };
}

/** A register as it was found. `undefined` bytes mean that the file doesn't exist; `why` says why it can't be read. */
export type RegisterSource = {
  readonly file: string;
  readonly bytes: Uint8Array | { readonly why: string } | undefined;
};

/** Enough for hundreds of entries. It also bounds the time that the parser takes for deep nesting. */
const MOST_BYTES = 200_000;

/** The key of a register, or what may be meant by it. A file without it, such as a key or a log, isn't quoted. */
const OF_A_REGISTER = /\bex\w{1,5}ions?["']?\s*(#.*\n\s*)*:/i;

/** The text of the file without a byte order mark, or why it can't be read. */
export function decodeBytes({ file, bytes }: RegisterSource): SourceText | RegisterError {
  if (bytes === undefined) return registerError("missing-file", startOf(file), "there is no such file");
  if ("why" in bytes) return registerError("unreadable-file", startOf(file), bytes.why);
  if (bytes.length > MOST_BYTES) return registerError("too-large", startOf(file), `the file has ${bytes.length} bytes`);
  const text = new TextDecoder().decode(bytes);
  const isForeign = !OF_A_REGISTER.test(text);
  if (isForeign && isUtf8(bytes)) return registerError("no-list", startOf(file), "the file has no `exclusions`");
  if (isUtf8(bytes)) return sourceText(file, text);
  const at = text.indexOf("\ufffd"); // what the decoder writes for a byte that it can't read
  const span = spanAt(sourceText(file, text), at, at + 1);
  return registerError("not-utf8", isForeign ? { ...span, text: undefined } : span, "a byte here is not UTF-8");
}

const REFUSED: ReadonlyMap<CST.TokenType | null, string> = new Map([
  ["anchor", "an anchor"],
  ["alias", "an alias"],
  ["tag", "a tag"],
  ["directive-line", "a YAML directive"],
]);
const WITHOUT_WIDTH: readonly string[] = [CST.DOCUMENT, CST.FLOW_END, CST.SCALAR];

// The characters that YAML 1.2 calls not printable.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]/;

/** Finds anchors, aliases, tags, directives and invisible controls. Each kind is reported once, so an alias bomb is one line. */
export function refusedTokens(source: SourceText): readonly RegisterError[] {
  const found = new Map<string, RegisterError>();
  let start = 0;
  for (const word of new Lexer().lex(source.text)) {
    if (WITHOUT_WIDTH.includes(word)) continue;
    const what = REFUSED.get(CST.tokenType(word));
    if (what !== undefined && !found.has(what)) {
      const at = spanAt(source, start, start + word.length);
      found.set(what, registerError("not-plain", at, `${what} is not allowed in a register`));
    }
    start += word.length;
  }
  const control = CONTROL.exec(source.text)?.index;
  if (control === undefined) return [...found.values()];
  const at = spanAt(source, control, control + 1);
  return [...found.values(), registerError("control-character", at, "there is an invisible control character")];
}

/** Errors that {@link refusedTokens} reports in better words. */
const REPORTED_BEFORE = /^(BAD_ALIAS|ALIAS_PROPS|BAD_DIRECTIVE|TAG_RESOLVE_FAILED)$/;

/** The tree of the first document, with its errors of YAML. The reader checks for duplicate keys, because the parser takes quadratic time for it. */
export function parseYaml(source: SourceText): { top: Node | null; errors: readonly RegisterError[] } {
  const options = { version: "1.2", uniqueKeys: false, prettyErrors: false, logLevel: "error" } as const;
  const document = parseDocument(source.text, options);
  const lines = new Set<number>();
  const errors = document.errors
    .filter(({ code }) => !REPORTED_BEFORE.test(code))
    .map((error) => registerErrorOf(source, error))
    .filter(({ primary }) => lines.size < lines.add(primary.line).size); // other errors of a line follow from its first one
  const tabs = errors.filter(({ message }) => message === TAB);
  return { top: document.contents, errors: tabs.length > 0 ? tabs : errors }; // other errors follow from tabs
}

/** An error of the parser. The most frequent ones are in plain words. */
function registerErrorOf(source: SourceText, { code, message, pos }: YAMLParseError): RegisterError {
  const at = spanAt(source, Math.min(pos[0], source.text.trimEnd().length - 1), pos[1]);
  if (code === "MULTIPLE_DOCS")
    return registerError("several-documents", at, "a second document is not allowed in a register");
  // A message of the parser repeats the text at fault, which may be long.
  const own = printable(message.charAt(0).toLowerCase() + message.slice(1, 200));
  const isTab = code === "TAB_AS_INDENT" || /^ *\t/.test(at.text ?? "");
  return registerError("bad-yaml", at, isTab ? TAB : (IN_WORDS.get(code) ?? own));
}

const TAB = "a tab indents this line";

const IN_WORDS: ReadonlyMap<YAMLParseError["code"], string> = new Map([
  ["RESOURCE_EXHAUSTION", "it nests too deep to be read"],
  ["BLOCK_AS_IMPLICIT_KEY", "this value looks like another field: the indentation is wrong, or quotes are missing"],
]);
