import { CST, Lexer, type Node, parseDocument, type YAMLParseError } from "yaml";
import type { Finding } from "../../law/model/finding";
import { printable } from "../../text/printable";
import { type SourceSpan, type SourceText, sourceText, spanAt, startOf } from "../../text/source-span";

/** What to do about each thing that can be wrong with a register. A code without advice doesn't compile. */
const HELP = {
  "missing-file": "create it, with `exclusions: []` if nobody is excluded, or name another file",
  "too-large": "keep one entry for each excluded account; no register needs more than 200 kB",
  "not-utf8": "save the file as UTF-8",
  "control-character": "delete the character and type the line again; it can't be seen in most editors",
  "several-documents": "keep one document: delete the second `---` and what belongs to it",
  "not-plain": "write the value out; a register has no anchors, aliases, tags, merge keys and directives",
  "bad-yaml": "repair the YAML at this place: indent with spaces, and put quotes round a value that reads like a field",
  "no-list":
    "start the file with `exclusions:` and list the entries below it; write `exclusions: []` if nobody is excluded",
  "not-an-entry": "write an entry with user or group, kind, reason, owner, approvedBy and reviewBy",
  "unknown-key":
    "use `exclusions` at the top, and in an entry user or group, members, kind, reason, owner, approvedBy, reviewBy and ticket",
  "duplicate-key": "keep one of the two",
  "missing-field": "each exclusion needs kind, reason, owner, approvedBy and reviewBy",
  "empty-field": "fill it in; an exclusion that nobody can explain is not approved",
  "wrong-type": "put the value in quotes if it is meant as text",
  "not-one-principal": "an entry has either `user:` or `group:`, with the object id of who is excluded",
  "not-an-object-id":
    "copy the object id from Entra, such as aaaaaaaa-0000-4000-8000-000000000001; a user principal name can be given to somebody else, and a whole class of people can't be excluded",
  "unknown-kind": "use break-glass, service-account or exception",
  "not-a-date": "write a day that the calendar has, as YYYY-MM-DD",
  duplicate: "keep one of the two; ids are the same in upper and lower case",
} as const;

export type RegisterErrorCode = keyof typeof HELP;

/** One thing that is wrong with a register, and where. */
export type RegisterError = Finding<RegisterErrorCode, SourceSpan>;

/** The error with what to do about it. */
export function registerError(code: RegisterErrorCode, at: SourceSpan, message: string): RegisterError {
  return { code, severity: "error", message, primary: at, related: [], help: HELP[code] };
}

/** A file as it was found; `undefined` bytes mean that there is none. */
export type RegisterSource = { readonly file: string; readonly bytes: Uint8Array | undefined };

/** Hundreds of entries. A text that nests all the way is refused within seconds by the parser, whose depth has no other bound. */
const MOST_BYTES = 200_000;

/** The file's text without a byte order mark, or the one reason why there is none to read. */
export function decodeBytes({ file, bytes }: RegisterSource): SourceText | RegisterError {
  if (bytes === undefined) return registerError("missing-file", startOf(file), "there is no such file");
  if (bytes.length > MOST_BYTES) return registerError("too-large", startOf(file), `the file has ${bytes.length} bytes`);
  try {
    return sourceText(file, new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // The decoder doesn't say where; a lenient one puts a mark in the place.
    const text = new TextDecoder("utf-8").decode(bytes);
    const at = text.indexOf("\ufffd");
    return registerError("not-utf8", spanAt(sourceText(file, text), at, at + 1), "a byte here is not UTF-8");
  }
}

const REFUSED: ReadonlyMap<CST.TokenType | null, string> = new Map([
  ["anchor", "an anchor"],
  ["alias", "an alias"],
  ["tag", "a tag"],
  ["directive-line", "a YAML directive"],
]);
const WITHOUT_WIDTH: readonly string[] = [CST.DOCUMENT, CST.FLOW_END, CST.SCALAR];

// What YAML 1.2 itself calls not printable.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]/;

/** Refuses anchors, aliases, tags, directives and invisible controls: each at its first place, so that an alias bomb is one line. */
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

/** Reported by {@link refusedTokens} already, in better words. */
const REPORTED_BEFORE: ReadonlySet<YAMLParseError["code"]> = new Set([
  ...(["BAD_ALIAS", "ALIAS_PROPS", "BAD_DIRECTIVE", "TAG_RESOLVE_FAILED"] as const),
]);

/** The tree of a text's first document, with the errors of its YAML. The reader checks keys for duplicates: here that takes quadratic time. */
export function parseYaml(source: SourceText): { top: Node | null; errors: readonly RegisterError[] } {
  const options = {
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "error",
  } as const;
  const document = parseDocument(source.text, options);
  const lines = new Set<number>();
  const errors = document.errors
    .filter(({ code }) => !REPORTED_BEFORE.has(code))
    .map((error) => registerErrorOf(source, error))
    .filter(({ primary }) => lines.size < lines.add(primary.line).size); // the rest of a line echoes its first error
  const tabs = errors.filter(({ message }) => message === TAB);
  return { top: document.contents, errors: tabs.length > 0 ? tabs : errors }; // with tabs, everything else is an echo
}

/** The parser speaks of YAML's grammar; the commonest slips are said in the reader's words. */
function registerErrorOf(source: SourceText, { code, message, pos }: YAMLParseError): RegisterError {
  const at = spanAt(source, Math.min(pos[0], source.text.trimEnd().length - 1), pos[1]);
  if (code === "MULTIPLE_DOCS")
    return registerError("several-documents", at, "a second document is not allowed in a register");
  // The parser's messages repeat the text that it stumbled over, however long.
  const own = printable(message.charAt(0).toLowerCase() + message.slice(1, 200));
  const isTab = code === "TAB_AS_INDENT" || /^ *\t/.test(at.text ?? "");
  return registerError("bad-yaml", at, isTab ? TAB : (IN_WORDS.get(code) ?? own));
}

const TAB = "a tab indents this line";

const IN_WORDS: ReadonlyMap<YAMLParseError["code"], string> = new Map([
  ["RESOURCE_EXHAUSTION", "nesting this deep can't be read"],
  ["BLOCK_AS_IMPLICIT_KEY", "this value reads like another field: wrong indentation, or quotes are missing"],
]);
