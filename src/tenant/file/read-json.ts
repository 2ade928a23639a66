import { once } from "node:events";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { PassThrough, pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Result } from "../../text/result";
import { HOW_TO_EXPORT } from "../exports/gathering";
import { type FileProblem, problemIn, whyNotReadable } from "./file-problem";
import { parseJson } from "./parse-json";

/** Called with what is being done to a file, and with its size in bytes if that is known. */
export type Progress = (doing: string, bytes?: number) => void;

/** The largest file that is read, in bytes. V8's longest string has about 537 million characters. */
export const LARGEST = 400_000_000;

const TOO_LARGE = `it is larger than ${LARGEST / 1e6} MB; leave out what no verdict needs, such as properties of users`;

/** Reads a JSON file, compressed by gzip or not. @param path a file, a pipe, or `-` for standard input */
export async function readJson(path: string, progress: Progress): Promise<Result<unknown, FileProblem>> {
  try {
    if (path !== "-") progress("reading", (await stat(path)).size);
    const file = await bytesOf(path);
    if (file.length > LARGEST) return { ok: false, errors: [problemIn(path, { problem: TOO_LARGE })] };
    const read = parseJson(file);
    if (read.ok) return read;
    const [first, ...rest] = read.errors;
    const what = insteadOfJson(file);
    const flaws = what === undefined ? rest : [...rest, { problem: `it looks like ${what}` }];
    return { ok: false, errors: [problemIn(path, first), ...flaws.map((flaw) => problemIn(path, flaw))] };
  } catch (error) {
    return { ok: false, errors: [problemIn(path, { problem: whyNot(error) })] };
  }
}

/** Why a file can't be read or expanded, in words. */
export function whyNot(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(Z_|ERR_ZLIB)/.test(code) ? "it is damaged: gzip can't expand it to its end" : whyNotReadable(error);
}

const PIECE_BYTES = 1 << 20;

/** The content of a file, decompressed if it is a gzip file: these begin with two bytes that no JSON begins with. @param path `-` for standard input */
export async function bytePieces(path: string): Promise<AsyncIterable<Uint8Array>> {
  const source = path === "-" ? process.stdin : createReadStream(path, { highWaterMark: PIECE_BYTES });
  await once(source, "readable");
  const start: Uint8Array | null = source.read(2);
  if (start !== null) source.unshift(start);
  if (start?.[0] !== 0x1f || start[1] !== 0x8b) return source;
  return pipeline(source, createGunzip({ chunkSize: PIECE_BYTES }), new PassThrough(), () => undefined);
}

/** The bytes of a file, but no more than shows that it is too large. */
async function bytesOf(path: string): Promise<Buffer> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const piece of await bytePieces(path)) {
    all.push(piece);
    size += piece.length;
    if (size > LARGEST) break;
  }
  return Buffer.concat(all);
}

/** Other formats of a tenant, by how they begin, and how to get a file that can be read. */
const OTHER_FORMATS: readonly (readonly [mark: RegExp, what: string])[] = [
  [
    /^\s*(resource|data|module|provider|variable|terraform)\s+"?[\w-]*"?.*\{/m,
    "Terraform's language; run `terraform show -json` on a plan or the state, and use its output",
  ],
  [
    /^\s*(param|resource|targetScope|extension)\s+\w+.*$/m,
    "Bicep; build it, deploy it, and write a tenant file with `azmfa snapshot`",
  ],
  [
    /^\s*(\[\w+\(|@\{|Configuration\b|param\s*\(|\$\w+\s*=|Import-Module|\w+-\w+ )/m,
    "PowerShell; run it and pipe its result to `ConvertTo-Json -Depth 20`",
  ],
  [/^</, `a web page, such as a sign-in page in place of an answer, or XML; ${HOW_TO_EXPORT}`],
  [/^[^{[\n]*[,;][^{[\n]*\r?\n/, `a CSV file; ${HOW_TO_EXPORT}`],
  [/^(---|#.*\n|[\w-]+:(\s|$))/, `YAML; ${HOW_TO_EXPORT}`],
];

function insteadOfJson(file: Buffer): string | undefined {
  const start = file.toString("utf8", 0, 4000).trimStart(); // trims a byte order mark too
  return /^[{[](?!\w+\()/.test(start) ? undefined : OTHER_FORMATS.find(([mark]) => mark.test(start))?.[1];
}
