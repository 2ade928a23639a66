import { type Document, parseDocument, type YAMLParseError } from "yaml";
import { printable } from "../../text/printable";
import { type SourceText, sourceText, spanAt, startOf } from "../../text/source-span";
import { type RegisterError, registerError } from "./errors";

/** A file as it was found; `undefined` bytes mean that there is none. */
export type RegisterSource = { readonly file: string; readonly bytes: Uint8Array | undefined };

const MOST_BYTES = 1_000_000;

/** The file's text, or the one reason why there is none to read. A byte order mark in front is dropped. */
export function decodeBytes({ file, bytes }: RegisterSource): SourceText | RegisterError {
  if (bytes === undefined) return registerError("missing-file", startOf(file), "there is no such file");
  if (bytes.length > MOST_BYTES) return registerError("too-large", startOf(file), `the file has ${bytes.length} bytes`);
  const text = decodeUtf8(bytes);
  return text === undefined ? notUtf8(file, bytes) : sourceText(file, text);
}

/** Whether the bytes could not be read as a text; then there is one error, and nothing to parse. */
export const isRegisterError = (read: SourceText | RegisterError): read is RegisterError => "code" in read;

/** The decoder says nothing about where; a lenient one puts a mark in the place. */
function notUtf8(file: string, bytes: Uint8Array): RegisterError {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return registerError("not-utf8", startOf(file), "the file is UTF-16");
  const text = new TextDecoder("utf-8").decode(bytes);
  const at = text.indexOf("\ufffd");
  return registerError("not-utf8", spanAt(sourceText(file, text), at, at + 1), "a byte here is not UTF-8");
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined; // it is something else
  }
}

/** Reported by the token check already, in better words. */
const REPORTED_BEFORE: readonly YAMLParseError["code"][] = [
  "BAD_ALIAS",
  "ALIAS_PROPS",
  "BAD_DIRECTIVE",
  "TAG_RESOLVE_FAILED",
];

/** The parser's messages repeat the text that it stumbled over, however long. */
const LONGEST_MESSAGE = 200;

/** The tree of a text's first document, with the errors of its YAML. Keys are checked for duplicates elsewhere: here that takes quadratic time. */
export function parseYaml(source: SourceText): { document: Document.Parsed; errors: readonly RegisterError[] } {
  const document = parseDocument(source.text, {
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "error",
  });
  const found = document.errors.filter(({ code }) => !REPORTED_BEFORE.includes(code));
  const errors = firstOfEachLine(found.map((error) => registerErrorOf(source, error)));
  const tabs = errors.filter(({ code }) => code === "tab");
  return { document, errors: tabs.length > 0 ? tabs : errors }; // with tabs, everything else is an echo
}

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
  if (code === "BLOCK_AS_IMPLICIT_KEY")
    return registerError(
      "bad-yaml",
      at,
      "this value reads like another field: wrong indentation, or quotes are missing",
    );
  if (message.includes("quote"))
    return registerError("bad-yaml", at, "a quote that opens before this place is never closed");
  const words = printable(message.charAt(0).toLowerCase() + message.slice(1, LONGEST_MESSAGE));
  return registerError("bad-yaml", at, words);
}

/** What follows on the same line is mostly an echo of the first error. */
function firstOfEachLine(errors: readonly RegisterError[]): RegisterError[] {
  const lines = new Set<number>();
  return errors.filter(({ primary }) => lines.size < lines.add(primary.line).size);
}
