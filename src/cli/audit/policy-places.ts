import { readFile, stat } from "node:fs/promises";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import type { Location } from "../../law/model/finding";
import type { Place } from "../../report/sarif";
import { filesIn } from "../../tenant/file/folder";
import { type SourceText, sourceText, spanAt } from "../../text/source-span";

/** The program of this project, which makes the policy where no tenant file is named. */
const PROGRAM = "index.ts";
const DECLARATION = "new azuread.ConditionalAccessPolicy(";
/** Beyond this size, of all files together, no place is looked for. */
const LARGEST_BYTES = 200_000_000;

/**
 * Places of policies: the line of its id in the tenant file, or in that file of a folder that has it; without a file, the line of
 * the program that makes it. An entry of the register has a place of its own.
 * @param path a tenant file or folder, `-` for standard input; undefined for the live tenant
 */
export async function policyPlaces(path: string | undefined) {
  const sources = await sourcesOf(path ?? PROGRAM);
  const placeOfPolicy = (id: string): Place | undefined => {
    const found = path === undefined ? DECLARATION : JSON.stringify(id);
    for (const source of sources) {
      const start = path === undefined ? source.text.indexOf(found) : valueOfAnId(found, source.text);
      if (start === -1) continue;
      const { file, line, column, width } = spanAt(source, start, start + found.length);
      return { file, line, column, endColumn: column + width };
    }
    return undefined;
  };
  const fileRead = path === "-" ? "stdin" : fromHere(path ?? PROGRAM);
  return {
    /** For what has no place of its own: code scanning shows nothing without a file, so what is none has the name of one. */
    fallback: path === undefined && sources.length === 0 ? "live-tenant" : fileRead,
    placeOf: (location: Location | undefined): Place | undefined => {
      if (location?.kind === "policy") return placeOfPolicy(location.id);
      if (location?.kind !== "source") return undefined;
      return { file: fromHere(location.file), line: location.line, column: location.column };
    },
  };
}

/** Where a quoted text stands as the value of an `id`; -1 where it doesn't. */
function valueOfAnId(quoted: string, text: string): number {
  let at = text.indexOf(quoted);
  while (at !== -1 && !/"id"\s*:\s*$/.test(text.slice(Math.max(0, at - 40), at))) at = text.indexOf(quoted, at + 1);
  return at;
}

/** The files that policies may stand in; none where they are too large, or aren't there, or not any more. */
async function sourcesOf(path: string): Promise<readonly SourceText[]> {
  if (path === "-") return [];
  const sources: SourceText[] = [];
  let left = LARGEST_BYTES;
  try {
    const below = (await stat(path)).isDirectory() ? (await filesIn(path)).files : [""];
    for (const name of below) {
      const file = join(path, name);
      left -= (await stat(file)).size;
      if (left < 0) return [];
      sources.push(sourceText(join(fromHere(path), name), await readFile(file, "utf8")));
    }
    return sources;
  } catch {
    return [];
  }
}

/**
 * Relative to where the command runs, which in a pipeline is the root of the repository. Of what is elsewhere the name alone:
 * code scanning takes no other location.
 */
function fromHere(path: string): string {
  const here = relative(process.cwd(), path) || basename(resolve(path));
  return here.startsWith("..") || isAbsolute(here) ? basename(here) : here;
}
