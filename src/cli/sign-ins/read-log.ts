import { createReadStream } from "node:fs";
import { PassThrough, pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { whyNotReadable } from "../../tenant/file/file-problem";
import { TOO_DEEP } from "../../tenant/file/parse-json";
import { piecesInUtf8 } from "../../tenant/file/text-encoding";
import { recordsIn } from "../../tenant/graph/sign-in-log/not-a-record";
import { type Piece, RecordSplitter } from "./record-splitter";

/** What comes of reading a log: records, places where none could be read, and at last how it ended. */
export interface LogReader {
  record(json: unknown, place: Place): void;
  unreadable(place: Place, why: string): void;
}

/** Where a record stands in its log; both numbers from 1. */
export interface Place {
  readonly record: number;
  readonly line: number;
}

/** How a log ended: whole, or with what is missing of it. */
export type LogEnd =
  | { readonly kind: "whole" }
  /** It is a page of which the next one isn't there. */
  | { readonly kind: "page" }
  | { readonly kind: "cutOff" }
  | { readonly kind: "failed"; readonly why: string };

const PIECE_BYTES = 1 << 20;

/** No sign-in is described in so many characters; what is larger is something else, or made to fill the memory. */
const LARGEST_RECORD = 16 << 20;

/**
 * Reads a log of any size, record by record: JSON in any of the forms that {@link RecordSplitter} cuts, in UTF-8 or UTF-16, and
 * compressed by gzip.
 * @param path a file, or `-` for standard input
 * @param onBytes called with how many bytes were read so far
 */
export async function readLog(path: string, reader: LogReader, onBytes: (bytes: number) => void): Promise<LogEnd> {
  const source = path === "-" ? process.stdin : createReadStream(path, { highWaterMark: PIECE_BYTES });
  try {
    return await readPieces(await expanded(source), reader, onBytes);
  } catch (error) {
    return { kind: "failed", why: whyFailed(error) };
  }
}

function whyFailed(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^Z_/.test(code) ? "it is damaged: gzip can't expand it to its end" : whyNotReadable(error);
}

/** The bytes themselves, or what gzip made them of: its files begin with two bytes that no JSON begins with. */
async function expanded(source: Readable): Promise<AsyncIterable<Uint8Array>> {
  const pieces = source[Symbol.asyncIterator]();
  const first = await pieces.next();
  const all = Readable.from(whole(first, pieces));
  const start: unknown = first.value;
  if (!(start instanceof Uint8Array) || start[0] !== 0x1f || start[1] !== 0x8b) return all;
  return pipeline(all, createGunzip({ chunkSize: PIECE_BYTES }), new PassThrough(), () => undefined);
}

async function* whole(first: IteratorResult<unknown>, rest: AsyncIterator<unknown>): AsyncGenerator<unknown> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}

async function readPieces(
  pieces: AsyncIterable<Uint8Array>,
  reader: LogReader,
  onBytes: (bytes: number) => void,
): Promise<LogEnd> {
  const splitter = new RecordSplitter();
  const decoder = new TextDecoder(); // leaves the mark out that some files begin with
  let bytes = 0;
  for await (const piece of piecesInUtf8(pieces)) {
    const text = decoder.decode(piece, { stream: true });
    if (bytes === 0 && !isLikeJson(text)) return { kind: "failed", why: "it isn't JSON; export the sign-ins as JSON" };
    for (const found of splitter.write(text)) take(found, reader);
    if (splitter.held > LARGEST_RECORD) return { kind: "failed", why: TOO_LARGE };
    bytes += piece.length;
    onBytes(bytes);
  }
  const isCutOff = splitter.isOpen;
  for (const found of splitter.end()) take(found, reader);
  if (bytes === 0) return { kind: "failed", why: "the file is empty" };
  if (isCutOff) return { kind: "cutOff" };
  return splitter.hasNextPage ? { kind: "page" } : { kind: "whole" };
}

const TOO_LARGE = `a record in it is larger than ${LARGEST_RECORD >> 20} MB, so it is no log of sign-ins`;

/** Records are objects, by themselves or in a list. */
const isLikeJson = (text: string): boolean => /^\s*([[{]|$)/.test(text.slice(0, 1000));

function take({ text, record, line, fault }: Piece, reader: LogReader): void {
  try {
    if (fault !== undefined) reader.unreadable({ record, line }, FAULTS[fault]);
    else for (const one of recordsIn(JSON.parse(text))) reader.record(one, { record, line });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    reader.unreadable({ record, line }, "it is no JSON"); // V8's own message says where in the record, and not what is wrong
  }
}

const FAULTS = { "cut off": "it ends in the middle", "too deep": TOO_DEEP };
