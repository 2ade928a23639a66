import { type ReadTenant, readTenant } from "../../adapters/graph";
import { printable } from "../../adapters/register";
import type { Progress } from "../progress";
import { renderFileProblem } from "./file-problem";
import { readJson } from "./read-json";

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
