import { open } from "node:fs/promises";
import { HOW_TO_EXPORT } from "../../tenant/graph/exports/foreign";
import { type Result, resultOf } from "../../text/result";
import type { Progress } from "../progress";
import { aboutTheWholeFile, type FileProblem, type Flaw, problemIn, whyNotReadable } from "./file-problem";
import { JsonStream } from "./json-stream";
import { formatOf } from "./other-formats";
import { parseJson, unlessRepeated } from "./parse-json";
import { RepeatedKeys } from "./repeated-keys";
import { piecesInUtf8 } from "./text-encoding";

/** Up to here a file is parsed as a whole. V8's longest string has about 537 million characters. */
const LARGEST_AS_A_WHOLE = 400_000_000;

/**
 * Reads JSON of any size.
 * @param path a file, a pipe, or `-` for standard input
 */
export async function readJson(path: string, progress: Progress): Promise<Result<unknown, FileProblem>> {
  const read = await readFlawed(path, progress);
  return read.ok
    ? read
    : resultOf(
        () => undefined,
        read.errors.map((flaw) => problemIn(path, flaw)),
      );
}

async function readFlawed(path: string, progress: Progress): Promise<Result<unknown, Flaw>> {
  try {
    return path === "-"
      ? await readPieces(piecesInUtf8(process.stdin), LARGEST_AS_A_WHOLE)
      : await readPath(path, progress);
  } catch (error) {
    return { ok: false, errors: [aboutTheWholeFile(whyNotReadable(error))] };
  }
}

async function readPath(path: string, progress: Progress): Promise<Result<unknown, Flaw>> {
  const handle = await open(path);
  try {
    const about = await handle.stat();
    progress("reading", about.size);
    if (about.isFile() && about.size <= LARGEST_AS_A_WHOLE) return parsed(await handle.readFile());
    return await readPieces(
      piecesInUtf8(handle.createReadStream({ highWaterMark: 1 << 20, autoClose: false })),
      about.isFile() ? 0 : LARGEST_AS_A_WHOLE,
    );
  } finally {
    await handle.close();
  }
}

/** Gathers pieces, as long as they may still be parsed as a whole. */
async function readPieces(pieces: AsyncIterable<Uint8Array>, largest: number): Promise<Result<unknown, Flaw>> {
  const gathered: Uint8Array[] = [];
  let size = 0;
  let stream: JsonStream | undefined;
  const keys = new RepeatedKeys();
  for await (const piece of pieces) {
    size += piece.length;
    gathered.push(piece);
    if (size <= largest) continue;
    stream ??= new JsonStream();
    for (const each of gathered.splice(0)) {
      stream.write(each);
      if (!stream.hasFailed) keys.write(each);
    }
    if (stream.hasFailed) break;
  }
  if (stream === undefined) return parsed(Buffer.concat(gathered));
  const read = stream.end();
  return read.ok ? unlessRepeated(read.value, keys) : read;
}

/** Where it is no JSON, it is said what it looks like instead. */
function parsed(file: Buffer): Result<unknown, Flaw> {
  const read = parseJson(file);
  const format = read.ok ? undefined : formatOf(file);
  if (read.ok || format === undefined) return read;
  return { ok: false, errors: [...read.errors, aboutTheWholeFile(`it looks like ${format}; ${HOW_TO_EXPORT}`)] };
}
