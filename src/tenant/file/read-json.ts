import { gunzipSync } from "node:zlib";
import type { Result } from "../../text/result";
import { HOW_TO_EXPORT } from "../exports/gathering";
import { isCompressed } from "./file-pieces";
import { contentAt, type FileProblem, type Flaw, LARGEST, problemIn, whyNotReadable } from "./file-problem";
import { parseJson } from "./parse-json";

/** Reads a JSON file, compressed by gzip or not. @param path a file, a pipe, or `-` for standard input */
export async function readJson(path: string): Promise<Result<unknown, FileProblem>> {
  try {
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

/** What to do with a tenant in another format than JSON. */
export const NOT_JSON = `azmfa reads JSON: for Terraform the output of \`terraform show -json\`, for PowerShell that of \`ConvertTo-Json -Depth 20\`; otherwise ${HOW_TO_EXPORT}`;

function insteadOfJson(file: Buffer): readonly Flaw[] {
  const start = file.toString("utf8", 0, 4000).trimStart(); // trims a byte order mark too
  return start === "" || /^[{[]/.test(start) ? [] : [{ problem: NOT_JSON }];
}
