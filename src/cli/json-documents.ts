import type { Flaw } from "../tenant/file/file-problem";
import { parseText } from "../tenant/file/parse-json";
import { textAt } from "../tenant/file/read-json";
import type { Result } from "../text/result";

/** A document of a file, or why it can't be read, with its line, from 1. */
export type JsonDocument = { readonly line: number } & ({ readonly json: unknown } | { readonly flaw: Flaw });

/**
 * Reads one JSON document, or one document on each line. A damaged line doesn't stop the reading of the others.
 * @param path a file, compressed by gzip or not, a pipe, or `-` for standard input
 */
export function documentsAt(path: string): Result<Iterable<JsonDocument>, Flaw> {
  const text = textAt(path);
  if (!text.ok) return text;
  const whole = parseText(text.value);
  if (whole.ok) return { ok: true, value: [{ line: 1, json: whole.value }] };
  const [first = ""] = text.value.trimStart().split("\n", 1);
  return parseText(first).ok ? { ok: true, value: documentsByLine(text.value) } : whole;
}

function* documentsByLine(text: string): Generator<JsonDocument> {
  let line = 0;
  for (const [document] of text.matchAll(/.*\n?/g)) {
    line++;
    if (document.trim() === "") continue;
    const read = parseText(document);
    if (read.ok) yield { line, json: read.value };
    else yield { line, flaw: onLine(read.errors[0], line) };
  }
}

/** A flaw of the text of one line. */
const onLine = ({ position, problem }: Flaw, line: number): Flaw =>
  position === undefined ? { problem } : { position: { ...position, line }, problem };
