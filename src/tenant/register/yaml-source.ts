import { CST, Lexer, type Node, parseDocument, type YAMLParseError } from "yaml";
import { printable } from "../../text/printable";
import { type SourceText, sourceText, spanAt, startOf } from "../../text/source-span";
import { type RegisterError, type RegisterErrorCode, registerError } from "./errors";

/** A file as it was found; `undefined` bytes mean that there is none. */
export type RegisterSource = { readonly file: string; readonly bytes: Uint8Array | undefined };

/** Hundreds of entries. A text that nests all the way is refused within seconds by the parser, whose depth has no other bound. */
const MOST_BYTES = 200_000;

/** The file's text without a byte order mark, or the one reason why there is none to read. */
export function decodeBytes({ file, bytes }: RegisterSource): SourceText | RegisterError {
  const refused = (code: RegisterErrorCode, why: string) => registerError(code, startOf(file), why);
  if (bytes === undefined) return refused("missing-file", "there is no such file");
  if (bytes.length > MOST_BYTES) return refused("too-large", `the file has ${bytes.length} bytes`);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return refused("not-utf8", "the file is UTF-16");
  try {
    return sourceText(file, new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // The decoder doesn't say where; a lenient one puts a mark in the place.
    const text = new TextDecoder("utf-8").decode(bytes);
    const at = text.indexOf("\ufffd");
    return registerError("not-utf8", spanAt(sourceText(file, text), at, at + 1), "a byte here is not UTF-8");
  }
}

/** What a register has no use for, by the code of the error. */
const REFUSED = {
  anchor: "an anchor",
  alias: "an alias",
  tag: "a tag",
  directive: "a YAML directive",
  "control-character": "an invisible control character",
} as const satisfies Partial<Record<RegisterErrorCode, string>>;

// What YAML 1.2 itself calls not printable.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]/;

/**
 * Refuses anchors, aliases, tags, directives and invisible controls: each at its first place with how often it occurs, so that an
 * alias bomb is one line.
 */
export function refusedTokens(source: SourceText): readonly RegisterError[] {
  const found = new Map<keyof typeof REFUSED, { readonly start: number; readonly end: number; count: number }>();
  const note = (code: keyof typeof REFUSED, start: number, end: number): void => {
    const first = found.get(code) ?? { start, end, count: 0 };
    first.count++;
    found.set(code, first);
  };
  let start = 0;
  for (const word of new Lexer().lex(source.text)) {
    if (WITHOUT_WIDTH.includes(word)) continue;
    const type = CST.tokenType(word);
    const end = start + word.length;
    if (type === "directive-line") note("directive", start, end);
    if (type === "anchor" || type === "alias" || type === "tag") note(type, start, end);
    start = end;
  }
  const control = CONTROL.exec(source.text)?.index;
  if (control !== undefined) note("control-character", control, control + 1);
  return Array.from(found, ([code, first]) => {
    const often = first.count === 1 ? "" : ` (there are ${first.count})`;
    const message = `${REFUSED[code]} is not allowed in a register${often}`;
    return registerError(code, spanAt(source, first.start, first.end), message);
  });
}

const WITHOUT_WIDTH: readonly string[] = [CST.DOCUMENT, CST.FLOW_END, CST.SCALAR];

/** Reported by {@link refusedTokens} already, in better words. */
const REPORTED_BEFORE: readonly YAMLParseError["code"][] = [
  ...(["BAD_ALIAS", "ALIAS_PROPS", "BAD_DIRECTIVE", "TAG_RESOLVE_FAILED"] as const),
];

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
    .filter(({ code }) => !REPORTED_BEFORE.includes(code))
    .map((error) => registerErrorOf(source, error))
    .filter(({ primary }) => lines.size < lines.add(primary.line).size); // the rest of a line echoes its first error
  const tabs = errors.filter(({ code }) => code === "tab");
  return { top: document.contents, errors: tabs.length > 0 ? tabs : errors }; // with tabs, everything else is an echo
}

/** The parser's messages repeat the text that it stumbled over, however long. */
const LONGEST_MESSAGE = 200;

/** The parser speaks of YAML's grammar; the commonest slips are said in the reader's words. */
function registerErrorOf(source: SourceText, { code, message, pos }: YAMLParseError): RegisterError {
  const offset = Math.min(pos[0], source.text.trimEnd().length - 1);
  const at = spanAt(source, offset, pos[1]);
  if (code === "RESOURCE_EXHAUSTION") return registerError("too-deep", at, "nesting this deep can't be read");
  if (code === "MULTIPLE_DOCS")
    return registerError("several-documents", at, "a second document is not allowed in a register");
  const [indent = ""] = /^[ \t]*\t/.exec(at.text ?? "") ?? [];
  if (code === "TAB_AS_INDENT" || indent !== "") {
    const start = indent === "" ? offset : offset - at.column + 1;
    return registerError("tab", spanAt(source, start, start + (indent.length || 1)), "a tab indents this line");
  }
  if (code === "BLOCK_AS_IMPLICIT_KEY") return registerError("bad-yaml", at, LIKE_A_FIELD);
  if (message.includes("quote"))
    return registerError("bad-yaml", at, "a quote that opens before this place is never closed");
  return registerError("bad-yaml", at, printable(message.charAt(0).toLowerCase() + message.slice(1, LONGEST_MESSAGE)));
}

const LIKE_A_FIELD = "this value reads like another field: wrong indentation, or quotes are missing";
