import { readFile, stat } from "node:fs/promises";
import { relative } from "node:path";
import type { Location } from "../../model/finding";
import type { Place } from "../../report/sarif/place";
import { sourceText, spanAt } from "../../text/source-span";

/** Where in the repository findings of an audit are shown. */
export interface PolicyPlaces {
  readonly placeOf: (location: Location | undefined) => Place | undefined;
  readonly fallback: string;
}

/** The program of this project, which makes the policy where no tenant file is named. */
const PROGRAM = "index.ts";
const DECLARATION = "new azuread.ConditionalAccessPolicy(";
/** Beyond this size no place is looked for. */
const LARGEST_BYTES = 200_000_000;

/**
 * Places of policies: the line of its id in the tenant file; without a file, the line of the program that makes it. An entry
 * of the register has a place of its own.
 * @param path a tenant file or folder; undefined for the live tenant
 */
export async function policyPlaces(path: string | undefined): Promise<PolicyPlaces> {
  const file = path ?? PROGRAM;
  const text = file === "-" ? undefined : await textOf(file);
  const source = text === undefined ? undefined : sourceText(fromHere(file), text);
  const placeAt = (offset: number, length: number): Place | undefined => {
    if (source === undefined || offset < 0) return undefined;
    const { file: name, line, column, width } = spanAt(source, offset, offset + length);
    return { file: name, line, column, endColumn: column + width };
  };
  return {
    fallback: source === undefined ? PROGRAM : source.file,
    placeOf: (location) => {
      switch (location?.kind) {
        case "source":
          return { file: fromHere(location.file), line: location.line, column: location.column };
        case "policy":
          return path === undefined
            ? placeAt(text?.indexOf(DECLARATION) ?? -1, DECLARATION.length)
            : placeAt(idIn(text ?? "", location.id), location.id.length + 2);
        default:
          return undefined;
      }
    },
  };
}

/** Where `"<id>"` stands as the value of an `id`. */
function idIn(text: string, id: string): number {
  const quoted = JSON.stringify(id);
  for (let at = text.indexOf(quoted); at !== -1; at = text.indexOf(quoted, at + 1))
    if (/"id"\s*:\s*$/.test(text.slice(Math.max(0, at - 40), at))) return at;
  return -1;
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    return size > LARGEST_BYTES ? undefined : await readFile(path, "utf8");
  } catch {
    return undefined; // a folder, or not there
  }
}

/** Relative to where the command runs, which in a pipeline is the root of the repository. */
const fromHere = (path: string): string => relative(process.cwd(), path) || path;
