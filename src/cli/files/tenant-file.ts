import { open } from "node:fs/promises";
import { type ReadTenant, readTenant } from "../../adapters/graph/tenant";
import { printable } from "../../text/printable";
import type { Result } from "../../text/result";
import type { Progress } from "../progress";
import { aboutTheWholeFile, type FileProblem, renderFileProblem, whyNotReadable } from "./file-problem";
import { JsonStream } from "./json-stream";
import { parseJson } from "./parse-json";

/** A tenant file that was read, or everything that is wrong with it as lines for people. */
export type TenantFile =
  | Extract<ReadTenant, { ok: true }>
  | { readonly ok: false; readonly complaints: readonly string[] };

/** More of the same don't help to repair a file. */
const MOST_COMPLAINTS = 20;

/** Reads a tenant file of any size. @param path a file, or `-` for standard input */
export async function readTenantFile(path: string, progress: Progress): Promise<TenantFile> {
  const json = await readJson(path, progress);
  if (!json.ok) return { ok: false, complaints: json.errors.map((problem) => renderFileProblem(path, problem)) };
  const read = readTenant(json.value);
  if (read.ok) return read;
  const problems = read.errors.map(({ path: at, problem }) => (at === "" ? problem : `${printable(at)}: ${problem}`));
  const complaints = problems.map((problem) => renderFileProblem(path, { position: undefined, problem }));
  const more = complaints.length - MOST_COMPLAINTS;
  return {
    ok: false,
    complaints: [...complaints.slice(0, MOST_COMPLAINTS), ...(more > 0 ? [`… and ${more} more of these`] : [])],
  };
}

/** Up to here a file is parsed as a whole. V8's longest string has about 537 million characters. */
const LARGEST_AS_A_WHOLE = 400_000_000;

/**
 * Reads JSON of any size.
 * @param path a file, a pipe, or `-` for standard input
 */
export async function readJson(path: string, progress: Progress): Promise<Result<unknown, FileProblem>> {
  try {
    return path === "-" ? await readPieces(process.stdin, LARGEST_AS_A_WHOLE) : await readPath(path, progress);
  } catch (error) {
    return { ok: false, errors: [aboutTheWholeFile(whyNotReadable(error))] };
  }
}

async function readPath(path: string, progress: Progress): Promise<Result<unknown, FileProblem>> {
  const handle = await open(path);
  try {
    const about = await handle.stat();
    progress("reading", about.size);
    if (about.isFile() && about.size <= LARGEST_AS_A_WHOLE) return parseJson(await handle.readFile());
    return await readPieces(
      handle.createReadStream({ highWaterMark: 1 << 20, autoClose: false }),
      about.isFile() ? 0 : LARGEST_AS_A_WHOLE,
    );
  } finally {
    await handle.close();
  }
}

/** Gathers pieces, as long as they may still be parsed as a whole. */
async function readPieces(pieces: AsyncIterable<Uint8Array>, largest: number): Promise<Result<unknown, FileProblem>> {
  const gathered: Uint8Array[] = [];
  let size = 0;
  let stream: JsonStream | undefined;
  for await (const piece of pieces) {
    size += piece.length;
    gathered.push(piece);
    if (size <= largest) continue;
    stream ??= new JsonStream();
    for (const each of gathered.splice(0)) stream.write(each);
    if (stream.hasFailed) break;
  }
  return stream?.end() ?? parseJson(Buffer.concat(gathered));
}
