import { once } from "node:events";
import { createReadStream } from "node:fs";
import { PassThrough, pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { asObject, isEmpty } from "../../law/json/json-object";
import type { Flaw } from "../../tenant/file/file-problem";
import { DEEPEST, parseText, TOO_DEEP, textPieces } from "../../tenant/file/parse-json";
import { LARGEST, whyNot } from "../../tenant/file/read-json";
import type { Result } from "../../text/result";

/** A record of a log, or why it can't be read, with its number and the first line of its document; both from 1. */
export type LogItem = { readonly record: number; readonly line: number } & Content;
type Content = { readonly json: unknown } | { readonly why: string };

/** How reading ended: at the end of the log, at the end of a page without the next one, or with an error. */
export type LogEnd = { readonly kind: "whole" | "page" } | { readonly kind: "failed"; readonly why: string };

/** Reads a log, item by item. @param onBytes called with the number of bytes so far; 0 if it isn't known */
export type LogSource = (take: (item: LogItem) => void, onBytes: (bytes: number) => void) => Promise<LogEnd>;

const failed = (why: string): LogEnd => ({ kind: "failed", why });

const PIECE_BYTES = 1 << 20;

/**
 * Reads a log: one JSON document, or one document on each line, in UTF-8 or UTF-16, with or without gzip. A log of lines can have any
 * size, and a damaged line doesn't stop the reading of the others.
 * @param path a file, or `-` for standard input
 */
export async function readLog(path: string, ...[take, onBytes]: Parameters<LogSource>): Promise<LogEnd> {
  const source = path === "-" ? process.stdin : createReadStream(path, { highWaterMark: PIECE_BYTES });
  try {
    return await readLines(linesIn(textPieces(await expanded(source), onBytes)), take);
  } catch (error) {
    if (!(error instanceof Error && "errno" in error)) throw error; // not an error of reading
    return failed(whyNot(error));
  }
}

/** The content, decompressed if it is a gzip file: these begin with two bytes that no JSON begins with. */
async function expanded(source: Readable): Promise<AsyncIterable<Uint8Array>> {
  await once(source, "readable");
  const start: Uint8Array | null = source.read(2);
  if (start !== null) source.unshift(start);
  if (start?.[0] !== 0x1f || start[1] !== 0x8b) return source;
  return pipeline(source, createGunzip({ chunkSize: PIECE_BYTES }), new PassThrough(), () => undefined);
}

/** Lines one by one. It stops in a line that is too large to be read. */
async function* linesIn(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let line = "";
  for await (const text of texts) {
    const [rest = "", ...more] = text.split("\n");
    line += rest;
    for (const next of more) {
      yield line;
      line = next;
    }
    if (line.length > LARGEST) break;
  }
  yield line;
}

/** If the first line is a document, each line is one. Otherwise all lines together are one document. */
async function readLines(lines: AsyncIterable<string>, take: (item: LogItem) => void): Promise<LogEnd> {
  let [line, records, isByLine] = [0, 0, false];
  let document: { text: string; readonly line: number } | undefined;
  let end: LogEnd = { kind: "whole" };
  const takeOne = (content: Content, at: number): void => take({ record: ++records, line: at, ...content });
  const onNextPage = (): void => {
    end = { kind: "page" };
  };
  for await (const text of lines) {
    line++;
    if (text.length + (document?.text.length ?? 0) > LARGEST) return failed(TOO_LARGE);
    if (document !== undefined) document.text += `\n${text}`;
    if (document !== undefined || text.trim() === "") continue;
    const read = parsed(text);
    if (read.ok) for (const content of contentsOf(read.value, onNextPage)) takeOne(content, line);
    else if (isByLine) takeOne({ why: read.errors[0].problem }, line);
    else if (/^\s*[[{]/.test(text)) document = { text, line };
    else return failed("it isn't JSON; export the sign-ins as JSON");
    isByLine ||= read.ok;
  }
  if (document === undefined) return isByLine ? end : failed("the file is empty");
  const read = parsed(document.text);
  if (!read.ok) return failed(inWords(read.errors[0], document.line));
  for (const content of contentsOf(read.value, onNextPage)) takeOne(content, document.line);
  return end;
}

/** The records of a document, or why they can't be read. */
function* contentsOf(document: unknown, onNextPage: () => void): Generator<Content> {
  for (const json of recordsOf(document, onNextPage)) yield nestsDeeper(json, DEEPEST) ? { why: TOO_DEEP } : { json };
}

const TOO_LARGE = `it is larger than ${LARGEST / 1e6} MB; export it with a record on each line, or export fewer days`;

/** A log is long, so the fast parser comes first. The other one says what is wrong. */
function parsed(text: string): Result<unknown, Flaw> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return parseText(text);
  }
}

const inWords = ({ position, problem }: Flaw, start: number): string =>
  position === undefined ? problem : `line ${position.line + start - 1}, column ${position.column}: ${problem}`;

const nestsDeeper = (value: unknown, levels: number): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => nestsDeeper(inner, levels - 1)));

/** Keys with a list of records: in Graph's pages, and in the files of diagnostic settings. */
const LISTS = ["value", "records"];
/** How deep such lists may be nested: an export of an event hub is a list of lists. */
const MOST_LISTS = 3;

/** The records of a document: it is a record, a list of records, a page, or a list of pages. */
function* recordsOf(json: unknown, onNextPage: () => void, lists = MOST_LISTS): Generator<unknown> {
  const page = asObject(json);
  const key = page && LISTS.find((name) => Array.isArray(page[name]));
  const list: unknown = key === undefined ? json : page?.[key];
  if (page !== undefined && key !== undefined && !isEmpty(page["@odata.nextLink"])) onNextPage();
  if (!Array.isArray(list) || lists === 0) yield json;
  else for (const one of list) yield* recordsOf(one, onNextPage, lists - 1);
}
