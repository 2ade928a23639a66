import { type Flaw, LARGEST, whyNotReadable } from "../tenant/file/file-problem";
import { linesOf } from "../tenant/file/lines";
import type { Result } from "../text/result";

/** A document of a file, or why it can't be read, with its first line, from 1. */
export type JsonDocument = { readonly line: number } & ({ readonly json: unknown } | { readonly flaw: Flaw });

/** What is wrong with a file whose first line begins no document, and with one whose document is too large. */
export const UNUSABLE = { notJson: "it isn't JSON", tooLarge: `it is larger than ${LARGEST / 1e6} MB` };

type Parse = (document: Buffer) => Result<unknown, Flaw>;
type Take = (document: JsonDocument) => void;

/**
 * Reads one JSON document, or one document on each line, in UTF-8 or UTF-16, with or without gzip. A file of lines can have any size, and
 * a damaged line doesn't stop the reading of the others.
 * @param path a file, a pipe, or `-` for standard input
 * @returns what ended the reading before the end of the file. Positions of flaws are places in the file
 */
export async function readDocuments(path: string, parse: Parse, take: Take) {
  try {
    return await takeDocuments(linesOf(path), parse, take);
  } catch (error) {
    const { errno, code } = error as NodeJS.ErrnoException;
    if (errno === undefined && code !== "ERR_ENCODING_INVALID_ENCODED_DATA") throw error; // not an error of reading
    return { problem: whyNotReadable(error) };
  }
}

/** If the first line is a document, each line is one. Otherwise all lines together are one document. */
async function takeDocuments(lines: AsyncIterable<Buffer>, parse: Parse, take: Take): Promise<Flaw | undefined> {
  let [line, size, isByLine] = [0, 0, false];
  let whole: { readonly line: number; readonly lines: Buffer[] } | undefined;
  for await (const bytes of lines) {
    line++;
    size = whole === undefined ? bytes.length : size + bytes.length;
    if (size > LARGEST) return { problem: UNUSABLE.tooLarge };
    whole?.lines.push(bytes);
    if (whole !== undefined) continue;
    const read = parse(bytes);
    const text = read.ok ? "" : bytes.toString().trim();
    if (read.ok) take({ line, json: read.value });
    else if (text === "") continue;
    else if (isByLine) take({ line, flaw: placed(read.errors[0], line) });
    else if (/^[[{]/.test(text)) whole = { line, lines: [bytes] };
    else return { problem: UNUSABLE.notJson };
    isByLine ||= read.ok;
  }
  if (whole === undefined) return isByLine ? undefined : { problem: "the file is empty" };
  const read = parse(Buffer.concat(whole.lines));
  if (read.ok) take({ line: whole.line, json: read.value });
  return read.ok ? undefined : placed(read.errors[0], whole.line);
}

/** The flaw of a document, with its place in the file. @param start the document's first line */
const placed = ({ position, problem }: Flaw, start: number): Flaw =>
  position === undefined ? { problem } : { position: { ...position, line: position.line + start - 1 }, problem };
