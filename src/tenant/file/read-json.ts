import { stat } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { Result } from "../../text/result";
import { HOW_TO_EXPORT } from "../exports/gathering";
import { isCompressed } from "./file-pieces";
import { contentAt, type FileProblem, type Flaw, LARGEST, problemIn, whyNotReadable } from "./file-problem";
import { parseJson } from "./parse-json";

/** Called with what is being done to a file, and with its size in bytes if that is known. */
export type Progress = (doing: string, bytes?: number) => void;

/** Reads a JSON file, compressed by gzip or not. @param path a file, a pipe, or `-` for standard input */
export async function readJson(path: string, progress: Progress): Promise<Result<unknown, FileProblem>> {
  try {
    if (path !== "-") progress("reading", (await stat(path)).size);
    const read = contentAt(path);
    if ("why" in read) return { ok: false, errors: [problemIn(path, { problem: read.why })] };
    const file = isCompressed(read) ? gunzipSync(read, { maxOutputLength: LARGEST }) : read;
    const parsed = parseJson(file);
    if (parsed.ok) return parsed;
    const [first, ...rest] = parsed.errors;
    const flaws = [...rest, ...insteadOfJson(file)];
    return { ok: false, errors: [problemIn(path, first), ...flaws.map((flaw) => problemIn(path, flaw))] };
  } catch (error) {
    return { ok: false, errors: [problemIn(path, { problem: whyNotReadable(error) })] };
  }
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

function insteadOfJson(file: Buffer): readonly Flaw[] {
  const start = file.toString("utf8", 0, 4000).trimStart(); // trims a byte order mark too
  const found = /^[{[](?!\w+\()/.test(start) ? undefined : OTHER_FORMATS.find(([mark]) => mark.test(start));
  return found === undefined ? [] : [{ problem: `it looks like ${found[1]}` }];
}
