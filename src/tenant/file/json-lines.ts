import { createReadStream } from "node:fs";
import { asObject } from "../../law/json/json-object";
import type { Result } from "../../text/result";
import { aboutTheWholeFile, type FileProblem, type Flaw, problemIn, whyNotReadable } from "./file-problem";
import { parseJson } from "./parse-json";
import { piecesInUtf8 } from "./text-encoding";

/**
 * Reads one JSON document, or one on each line. Empty lines are passed over.
 * @param path a file, a pipe, or `-` for standard input
 */
export async function readJsonLines(path: string): Promise<Result<readonly unknown[], FileProblem>> {
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of piecesInUtf8(path === "-" ? process.stdin : createReadStream(path))) pieces.push(piece);
    const read = documentsIn(Buffer.concat(pieces));
    return read.ok ? read : { ok: false, errors: [problemIn(path, read.errors[0])] };
  } catch (error) {
    return { ok: false, errors: [problemIn(path, aboutTheWholeFile(whyNotReadable(error)))] };
  }
}

function documentsIn(file: Buffer): Result<readonly unknown[], Flaw> {
  const whole = parseJson(file);
  if (whole.ok) return { ok: true, value: [whole.value] };
  const values: unknown[] = [];
  for (const { bytes, number } of linesOf(file)) {
    const read = parseJson(bytes);
    // Whoever writes documents on lines writes objects; a document over several lines begins with half of one.
    if (values.length === 0 && !(read.ok && asObject(read.value) !== undefined)) return whole;
    if (read.ok) values.push(read.value);
    else {
      const [{ position, problem }] = read.errors;
      return { ok: false, errors: [{ position: { line: number, column: position?.column ?? 1 }, problem }] };
    }
  }
  return values.length === 0 ? whole : { ok: true, value: values };
}

/** The lines of a file that have something on them, each with its number. */
function* linesOf(file: Buffer): Generator<{ readonly bytes: Buffer; readonly number: number }> {
  for (let start = 0, number = 1; start < file.length; number++) {
    const end = file.indexOf("\n", start);
    const bytes = file.subarray(start, end === -1 ? file.length : end);
    if (bytes.toString("latin1").trim() !== "") yield { bytes, number };
    start = end === -1 ? file.length : end + 1;
  }
}
