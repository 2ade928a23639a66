import { realpath, stat } from "node:fs/promises";
import { sep } from "node:path";
import { quoted } from "../../text/printable";

/**
 * Whether writing to a path would take the place of something that was read, by whatever name or link: of a file, or of a JSON
 * file in a folder of exports. Standard input and output are nothing that could be replaced.
 * @param read paths that were read, `-` for standard input
 * @returns what would be lost, as a complaint for people; `undefined` where nothing would
 */
export async function wouldReplace(out: string, read: readonly string[]): Promise<string | undefined> {
  if (out === "-") return undefined;
  const target = await placeOf(out);
  if (target === undefined) return undefined; // there is nothing to lose
  for (const path of read) {
    const source = path === "-" ? undefined : await placeOf(path);
    if (source === undefined) continue;
    if (source.id === target.id || (isWithin(target.path, source.path) && /\.json$/i.test(target.path)))
      return `azmfa: the report would take the place of ${quoted(out)}, which was read; name another file after --out`;
  }
  return undefined;
}

interface FilePlace {
  readonly path: string;
  /** The same for all names of one file. */
  readonly id: string;
}

async function placeOf(path: string): Promise<FilePlace | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return { path: await realpath(path), id: `${dev} ${ino}` };
  } catch {
    return undefined; // it isn't there, or whoever reads or writes it says why not
  }
}

const isWithin = (path: string, folder: string): boolean =>
  path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
