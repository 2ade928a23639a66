import { asObject, isEmpty } from "../law/json/json-object";
import { type Flaw, problemIn } from "../tenant/file/file-problem";
import { parseText } from "../tenant/file/parse-json";
import { textAt } from "../tenant/file/read-json";
import { Refused } from "../text/refused";
import type { Result } from "../text/result";
import { renderComplaint } from "../words/finding";

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

/** A record of a log, or why it can't be read, with its number and the line of its document; both from 1. */
export type LogItem = { readonly record: number; readonly line: number } & Content;
type Content = { readonly json: unknown } | { readonly why: string };

/** Reads a log, item by item. @returns whether that was all of it: false after a page whose next one is missing */
export type LogSource = (take: (item: LogItem) => void) => Promise<boolean>;

/** Reads a log from a file. @param path a file, or `-` for standard input @throws Refused if it can't be read */
export async function readLog(path: string, take: (item: LogItem) => void): Promise<boolean> {
  const documents = documentsAt(path);
  if (!documents.ok) throw new Refused(renderComplaint(problemIn(path, documents.errors[0]), "azmfa"));
  let record = 0;
  const end = { isWhole: true };
  for (const { line, ...document } of documents.value) {
    const contents = "json" in document ? recordsOf(document.json, end) : [{ why: document.flaw.problem }];
    for (const content of contents) take({ record: ++record, line, ...content });
  }
  return end.isWhole;
}

/** Keys with a list of records: in Graph's pages, and in the files of diagnostic settings. */
const LISTS = ["value", "records"];
/** How deep such lists may be nested: an export of an event hub is a list of lists. */
const MOST_LISTS = 3;

/**
 * The records of a document, which is a record, a list of records, a page, or a list of pages.
 * @param end changes at the end of a page if another page follows
 */
function* recordsOf(json: unknown, end: { isWhole: boolean }, lists = MOST_LISTS): Generator<Content> {
  const page = asObject(json);
  const list = page === undefined ? json : LISTS.map((key) => page[key]).find(Array.isArray);
  if (page !== undefined && list !== undefined && !isEmpty(page["@odata.nextLink"])) end.isWhole = false;
  if (!Array.isArray(list) || lists === 0) yield { json };
  else for (const one of list) yield* recordsOf(one, end, lists - 1);
}
