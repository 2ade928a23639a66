import { readFile, stat } from "node:fs/promises";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import type { Location } from "../../law/model/finding";
import type { Place } from "../../report/sarif/place";
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
  const sources = await sourcesOf(path);
  const placeOfPolicy = (id: string): Place | undefined => {
    const [offset, length] =
      path === undefined
        ? [(text: string) => text.indexOf(DECLARATION), DECLARATION.length]
        : [(text: string) => idIn(text, id), id.length + 2];
    const source = sources.find(({ text }) => offset(text) >= 0);
    return source && placeAt(source, offset(source.text), length);
  };
  return {
    /** What was read, for what has no place of its own. */
    fallback: fallbackOf(path, sources),
    placeOf: (location: Location | undefined): Place | undefined => {
      switch (location?.kind) {
        case "source":
          return { file: fromHere(location.file), line: location.line, column: location.column };
        case "policy":
          return placeOfPolicy(location.id);
        default:
          return undefined;
      }
    },
  };
}

/** Code scanning shows nothing without a file, so what is none has the name of one. */
function fallbackOf(path: string | undefined, sources: readonly SourceText[]): string {
  if (path === "-") return "stdin";
  if (path === undefined) return sources.length > 0 ? PROGRAM : "live-tenant";
  return fromHere(path);
}

function placeAt(source: SourceText, offset: number, length: number): Place {
  const { file, line, column, width } = spanAt(source, offset, offset + length);
  return { file, line, column, endColumn: column + width };
}

/** Where `"<id>"` stands as the value of an `id`. */
function idIn(text: string, id: string): number {
  const quoted = JSON.stringify(id);
  for (let at = text.indexOf(quoted); at !== -1; at = text.indexOf(quoted, at + 1))
    if (/"id"\s*:\s*$/.test(text.slice(Math.max(0, at - 40), at))) return at;
  return -1;
}

/** The files that policies may stand in. */
async function sourcesOf(path: string | undefined): Promise<readonly SourceText[]> {
  if (path === "-") return [];
  const sources: SourceText[] = [];
  const whole = path ?? PROGRAM;
  let left = LARGEST_BYTES;
  try {
    for (const below of await filesAt(whole)) {
      const file = join(whole, below);
      left -= (await stat(file)).size;
      if (left < 0) return [];
      sources.push(sourceText(join(fromHere(whole), below), await readFile(file, "utf8")));
    }
  } catch {
    return []; // it isn't there, or not any more
  }
  return sources;
}

/** From the path on: of a file it is nothing more. */
async function filesAt(path: string): Promise<readonly string[]> {
  return (await stat(path)).isDirectory() ? (await filesIn(path)).files : [""];
}

/**
 * Relative to where the command runs, which in a pipeline is the root of the repository. Of what is elsewhere the name alone:
 * code scanning takes no other location.
 */
function fromHere(path: string): string {
  const here = relative(process.cwd(), path) || basename(resolve(path));
  return here.startsWith("..") || isAbsolute(here) ? basename(here) : here;
}
