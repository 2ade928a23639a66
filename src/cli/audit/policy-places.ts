import { existsSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import type { Location } from "../../law/model/finding";
import type { Place } from "../../report/sarif";
import { type SourceText, sourceText, spanAt } from "../../text/source-span";
import { bytesOf } from "../files";
import { sourceAt } from "../tenant-source";

/**
 * Where findings are. A policy is at the line of its id in the tenant file, or in the file of a folder that has it. In the live tenant,
 * it is at the program as a whole if the command runs in its folder. An entry of the register has its own place.
 * @param path a tenant file or folder, `-` for standard input; undefined for the live tenant
 * @param folder where the command runs
 */
export async function policyPlaces(path: string | undefined, folder = process.cwd()) {
  const sources = path === undefined ? [] : await sourcesOf(path);
  const live = ["Pulumi.yaml", "index.ts"].every((file) => existsSync(join(folder, file))) ? "index.ts" : "live-tenant";
  return {
    /** For findings without a place: code scanning shows only findings with a file. */
    fallback: path === undefined ? live : path === "-" ? "stdin" : fromHere(path),
    placeOf(location: Location | undefined): Place | undefined {
      if (location?.kind === "policy") return placeOfPolicy(location.id, sources);
      if (location?.kind !== "source") return undefined;
      return { file: fromHere(location.file), line: location.line, column: location.column };
    },
  };
}

/** Where a policy's id is the value of an `id`. */
function placeOfPolicy(id: string, sources: readonly SourceText[]): Place | undefined {
  const quoted = JSON.stringify(id);
  for (const source of sources) {
    const { text } = source;
    let at = text.indexOf(quoted);
    while (at !== -1 && !/"id"\s*:\s*$/.test(text.slice(Math.max(0, at - 40), at))) at = text.indexOf(quoted, at + 1);
    if (at === -1) continue;
    const { file, line, column, width } = spanAt(source, at, at + quoted.length);
    return { file, line, column, endColumn: column + width };
  }
  return undefined;
}

/** The files that may have policies. */
async function sourcesOf(path: string): Promise<readonly SourceText[]> {
  const read = await bytesOf(sourceAt(path)).catch(() => []);
  const nameOf = (name: string): string => (name === path ? fromHere(path) : join(fromHere(path), name));
  return read.map(({ name, bytes }) => sourceText(nameOf(name), bytes.toString("utf8")));
}

/**
 * A path relative to the current folder, which in a pipeline is the root of the repository. For a file elsewhere it is the name alone:
 * code scanning takes no other location.
 */
function fromHere(path: string): string {
  const here = relative(process.cwd(), path) || basename(resolve(path));
  return here.startsWith("..") || isAbsolute(here) ? basename(here) : here;
}
