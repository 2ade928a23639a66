import { type Document, parseDocument, type YAMLParseError } from "yaml";
import { printable } from "./printable";
import type { RegisterError } from "./register-error";
import { placeAt, type SourceText } from "./source-text";

type YamlCode = YAMLParseError["code"];

/** Reported by the first look already, in better words. */
const REPORTED_BEFORE: readonly YamlCode[] = [
  "BAD_ALIAS",
  "ALIAS_PROPS",
  "BAD_DIRECTIVE",
  "MULTIPLE_DOCS",
  "TAG_RESOLVE_FAILED",
];

/** The parser's messages repeat the text that it stumbled over, however long. */
const LONGEST_MESSAGE = 200;

/** The tree of a text's first document, with the errors of its YAML. Keys are checked for duplicates elsewhere: here that takes quadratic time. */
export function parseText(source: SourceText, end: number): { document: Document.Parsed; errors: RegisterError[] } {
  const document = parseDocument(source.text.slice(0, end), {
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const found = document.errors.filter(({ code }) => !REPORTED_BEFORE.includes(code));
  return { document, errors: firstOfEachLine(found.map((error) => registerErrorOf(source, error))) };
}

function registerErrorOf(source: SourceText, { code, message, pos }: YAMLParseError): RegisterError {
  const at = placeAt(source, Math.min(pos[0], source.text.trimEnd().length - 1), pos[1]);
  if (code === "RESOURCE_EXHAUSTION") return { code: "too-deep", message: "nesting this deep can't be read", at };
  return { code: "bad-yaml", message: plainWords(code, message), at };
}

/** The parser speaks of YAML's grammar; the commonest slips are said in the reader's words. */
function plainWords(code: YamlCode, message: string): string {
  if (code === "BLOCK_AS_IMPLICIT_KEY")
    return "this value reads like another field: wrong indentation, or quotes are missing";
  if (message.includes("quote")) return "a quote that opens before this place is never closed";
  return printable(message.charAt(0).toLowerCase() + message.slice(1, LONGEST_MESSAGE));
}

/** What follows on the same line is mostly an echo of the first error. */
function firstOfEachLine(errors: readonly RegisterError[]): RegisterError[] {
  const lines = new Set<number>();
  return errors.filter(({ at }) => lines.size < lines.add(at.line).size);
}
