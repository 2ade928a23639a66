import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { asObject } from "../../law/json/json-object";
import type { Result } from "../../text/result";
import { HOW_TO_EXPORT } from "../exports/gathering";
import { aboutTheWholeFile, type FileProblem, type Flaw, problemIn, whyNotReadable } from "./file-problem";
import { parseJson, parseText, textIn } from "./parse-json";

/** Called with what is being done to a file, and with its size in bytes where that is known. */
export type Progress = (doing: string, bytes?: number) => void;

/** What is larger is refused: V8's longest string has about 537 million characters. */
export const LARGEST = 400_000_000;

/** Reads JSON, compressed by gzip or not. @param path a file, a pipe, or `-` for standard input */
export const readJson = (path: string, progress: Progress): Promise<Result<unknown, FileProblem>> =>
  readAt(path, progress, (file) => {
    const read = parseJson(file);
    const what = read.ok ? undefined : insteadOfJson(file);
    return read.ok || what === undefined
      ? read
      : { ok: false, errors: [...read.errors, aboutTheWholeFile(`it looks like ${what}`)] };
  });

/** The same of one JSON document, or one on each line. Empty lines are passed over. */
export const readJsonLines = (path: string): Promise<Result<readonly unknown[], FileProblem>> =>
  readAt(path, () => undefined, documentsIn);

async function readAt<T>(
  path: string,
  progress: Progress,
  parse: (file: Buffer) => Result<T, Flaw>,
): Promise<Result<T, FileProblem>> {
  const failed = (...[first, ...rest]: readonly [Flaw, ...Flaw[]]): Result<never, FileProblem> => ({
    ok: false,
    errors: [problemIn(path, first), ...rest.map((flaw) => problemIn(path, flaw))],
  });
  try {
    const file = expanded(await bytesOf(path, progress));
    const read = file.length > LARGEST ? undefined : parse(file);
    if (read === undefined) return failed(aboutTheWholeFile(TOO_LARGE));
    return read.ok ? read : failed(...read.errors);
  } catch (error) {
    return failed(aboutTheWholeFile(whyNot(error)));
  }
}

const TOO_LARGE = `it is larger than ${LARGEST / 1e6} MB; leave out what no verdict needs, such as properties of users`;

/** Why a file isn't read, or expanded, in plain words. */
export function whyNot(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ERR_BUFFER_TOO_LARGE" || code === "ERR_FS_FILE_TOO_LARGE") return TOO_LARGE;
  return /^(Z_|ERR_ZLIB)/.test(code) ? "it is damaged: gzip can't expand it to its end" : whyNotReadable(error);
}

/** Files of gzip begin with two bytes that no JSON begins with. */
const expanded = (file: Buffer): Buffer =>
  file[0] === 0x1f && file[1] === 0x8b ? gunzipSync(file, { maxOutputLength: LARGEST }) : file;

async function bytesOf(path: string, progress: Progress): Promise<Buffer> {
  if (path === "-") return gathered(process.stdin);
  progress("reading", (await stat(path)).size);
  return gathered(createReadStream(path, { highWaterMark: 1 << 20 }));
}

/** No more than can be taken: whether there is more is all that matters then. */
async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    all.push(piece);
    size += piece.length;
    if (size > LARGEST) break;
  }
  return Buffer.concat(all);
}

/** What people have at hand instead of JSON, and how it becomes a form that is read. */
const INSTEAD: readonly (readonly [tells: RegExp, what: string])[] = [
  [
    /^\s*(resource|data|module|provider|variable|terraform)\s+"?[\w-]*"?.*\{/m,
    "Terraform's language; run `terraform show -json` on a plan or the state",
  ],
  [
    /^\s*(param|resource|targetScope|extension)\s+\w+.*$/m,
    "Bicep; build it, deploy it, and write the tenant down with `azmfa snapshot`",
  ],
  [
    /^\s*(@\{|Configuration\b|param\s*\(|\$\w+\s*=|Import-Module|\w+-\w+ )/m,
    "PowerShell; run it and pipe what it gives to `ConvertTo-Json -Depth 20`",
  ],
  [/^</, `a web page, such as a sign-in page in place of an answer, or XML; ${HOW_TO_EXPORT}`],
  [/^[^{[\n]*[,;][^{[\n]*\r?\n/, `a CSV file; ${HOW_TO_EXPORT}`],
  [/^(---|#.*\n|[\w-]+:(\s|$))/, `YAML; ${HOW_TO_EXPORT}`],
];

function insteadOfJson(file: Buffer): string | undefined {
  const start = file.toString("utf8", 0, 4000).trimStart(); // a mark counts as a blank
  return /^[{[]/.test(start) ? undefined : INSTEAD.find(([tells]) => tells.test(start))?.[1];
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
    // Whoever writes documents on lines writes objects; a document over several lines begins with half of one.
    if (values.length === 0 && !(read.ok && asObject(read.value) !== undefined)) return whole;
    if (read.ok) values.push(read.value);
    else {
      const [{ position, problem }] = read.errors;
      return { ok: false, errors: [{ position: { line: index + 1, column: position?.column ?? 1 }, problem }] };
    }
  }
  return values.length === 0 ? whole : { ok: true, value: values };
}
