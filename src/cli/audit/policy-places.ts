import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import type { Location } from "../../law/model/finding";
import type { Place } from "../../report/sarif";
import { filesIn } from "../../tenant/file/tenant-file";
import { type SourceText, sourceText, spanAt } from "../../text/source-span";

/**
 * Where findings are. A policy is at the line of its id in the tenant file, or in the file of a folder that has it. In the live tenant,
 * it is at the program as a whole if the command runs in its folder. An entry of the register has its own place.
 * @param path a tenant file or folder, `-` for standard input; undefined for the live tenant
 * @param folder where the command runs
 */
export async function policyPlaces(path: string | undefined, folder = process.cwd()) {
  const sources = path === undefined || path === "-" ? [] : await sourcesOf(path).catch(() => []);
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
  const names = (await stat(path)).isDirectory() ? (await filesIn(path)).files : [""];
  const sources: SourceText[] = [];
  for (const name of names) // one at a time: a folder may have more files than may be open
    sources.push(sourceText(join(fromHere(path), name), await readFile(join(path, name), "utf8")));
  return sources;
}

/**
 * A path relative to the current folder, which in a pipeline is the root of the repository. For a file elsewhere it is the name alone:
 * code scanning takes no other location.
 */
function fromHere(path: string): string {
  const here = relative(process.cwd(), path) || basename(resolve(path));
  return here.startsWith("..") || isAbsolute(here) ? basename(here) : here;
}
