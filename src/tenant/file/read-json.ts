import { gunzipSync } from "node:zlib";
import type { Result } from "../../text/result";
import { HOW_TO_EXPORT } from "../exports/gathering";
import { contentAt, type FileProblem, type Flaw, LARGEST, problemIn, whyNot } from "./file-problem";
import { parseText, textIn } from "./parse-json";

/** The text of a file, compressed by gzip or not. @param path a file, a pipe, or `-` for standard input */
export function textAt(path: string): Result<string, Flaw> {
  try {
    const read = contentAt(path);
    if ("why" in read) return { ok: false, errors: [{ problem: read.why }] };
    const isCompressed = read[0] === 0x1f && read[1] === 0x8b; // no JSON begins so
    return textIn(isCompressed ? gunzipSync(read, { maxOutputLength: LARGEST }) : read);
  } catch (error) {
    return { ok: false, errors: [{ problem: whyNot(error) }] };
  }
}

/** Reads a JSON file, compressed by gzip or not. @param path a file, a pipe, or `-` for standard input */
export async function readJson(path: string): Promise<Result<unknown, FileProblem>> {
  const text = textAt(path);
  const parsed = text.ok ? parseText(text.value) : text;
  if (parsed.ok) return parsed;
  const [first, ...rest] = parsed.errors;
  const isOther = text.ok && /^\s*[^\s{[]/.test(text.value);
  const flaws = isOther ? [...rest, { problem: NOT_JSON }] : rest;
  return { ok: false, errors: [problemIn(path, first), ...flaws.map((flaw) => problemIn(path, flaw))] };
}

/** What to do with a tenant in another format than JSON. */
export const NOT_JSON = `azmfa reads JSON: for Terraform the output of \`terraform show -json\`, for PowerShell that of \`ConvertTo-Json -Depth 20\`; otherwise ${HOW_TO_EXPORT}`;
