import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { asObject } from "../../law/json/json-object";
import type { Result } from "../../text/result";
import { HOW_TO_EXPORT } from "../exports/gathering";
import { type FileProblem, type Flaw, problemIn, whyNotReadable } from "./file-problem";
import { parseJson, parseText, textIn } from "./parse-json";

/** Called with what is being done to a file, and with its size in bytes if that is known. */
export type Progress = (doing: string, bytes?: number) => void;

/** The largest file that is read, in bytes. V8's longest string has about 537 million characters. */
export const LARGEST = 400_000_000;

const TOO_LARGE = `it is larger than ${LARGEST / 1e6} MB; leave out what no verdict needs, such as properties of users`;

/** Reads a JSON file, compressed by gzip or not. @param path a file, a pipe, or `-` for standard input */
export const readJson = (path: string, progress: Progress): Promise<Result<unknown, FileProblem>> =>
  readFile(path, progress, (file) => {
    const read = parseJson(file);
    const what = read.ok ? undefined : insteadOfJson(file);
    return read.ok || what === undefined
      ? read
      : { ok: false, errors: [...read.errors, { problem: `it looks like ${what}` }] };
  });

/** Reads a file with one JSON document, or with one on each line. Empty lines are skipped. */
export const readJsonLines = (path: string): Promise<Result<readonly unknown[], FileProblem>> =>
  readFile(path, () => undefined, documentsIn);

async function readFile<T>(
  path: string,
  progress: Progress,
  parse: (file: Buffer) => Result<T, Flaw>,
): Promise<Result<T, FileProblem>> {
  try {
    const file = expanded(await bytesOf(path, progress));
    if (file.length > LARGEST) return { ok: false, errors: [problemIn(path, { problem: TOO_LARGE })] };
    const read = parse(file);
    if (read.ok) return read;
    const [first, ...rest] = read.errors;
    return { ok: false, errors: [problemIn(path, first), ...rest.map((flaw) => problemIn(path, flaw))] };
  } catch (error) {
    return { ok: false, errors: [problemIn(path, { problem: whyNot(error) })] };
  }
}

/** Why a file can't be read or expanded, in words. */
export function whyNot(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ERR_BUFFER_TOO_LARGE" || code === "ERR_FS_FILE_TOO_LARGE") return TOO_LARGE;
  return /^(Z_|ERR_ZLIB)/.test(code) ? "it is damaged: gzip can't expand it to its end" : whyNotReadable(error);
}

/** The content of a file of gzip. Such a file begins with two bytes that no JSON begins with. */
const expanded = (file: Buffer): Buffer =>
  file[0] === 0x1f && file[1] === 0x8b ? gunzipSync(file, { maxOutputLength: LARGEST }) : file;

/** The bytes of a file, but no more than shows that it is too large. */
async function bytesOf(path: string, progress: Progress): Promise<Buffer> {
  if (path !== "-") progress("reading", (await stat(path)).size);
  const pieces = path === "-" ? process.stdin : createReadStream(path, { highWaterMark: 1 << 20 });
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
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

function documentsIn(file: Buffer): Result<readonly unknown[], Flaw> {
  const text = textIn(file);
  if (!text.ok) return text;
  const whole = parseText(text.value);
  if (whole.ok) return { ok: true, value: [whole.value] };
  const values: unknown[] = [];
  for (const [index, line] of text.value.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = parseText(line);
    // Documents on lines are objects. The first line of a document over several lines isn't a whole one.
    if (values.length === 0 && !(read.ok && asObject(read.value) !== undefined)) return whole;
    if (read.ok) values.push(read.value);
    else {
      const [{ position, problem }] = read.errors;
      return { ok: false, errors: [{ position: { line: index + 1, column: position?.column ?? 1 }, problem }] };
    }
  }
  return values.length === 0 ? whole : { ok: true, value: values };
}
