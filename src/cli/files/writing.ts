import { lstat, open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { sep } from "node:path";
import { whyNotWritable } from "../../tenant/file/file-problem";
import { quoted } from "../../text/printable";
import { type Host, Refused } from "../command";

/**
 * Writes results to standard output, which `-` stands for, or to a file that only its owner can read.
 * @returns what has them now
 * @throws Refused where they couldn't be written
 */
export async function writeResults(out: string, pieces: Iterable<string>, host: Host): Promise<string> {
  if (out !== "-") {
    await writePrivateFile(out, pieces).catch((error) => {
      throw new Refused(`azmfa: ${quoted(out)} could not be written: ${whyNotWritable(error)}`);
    });
    return quoted(out);
  }
  for (const piece of pieces) await host.out(piece);
  return "standard output";
}

/**
 * Writes a file that only its owner can read, all of it or nothing: whoever reads it meanwhile sees the former one. A link
 * stays one, and the file that it leads to is written so. What isn't a regular file, a device or a pipe, is written to.
 * @throws the operating system's error, with nothing left behind
 */
export async function writePrivateFile(file: string, pieces: Iterable<string>): Promise<void> {
  const target = await realpath(file).catch(() => file); // a link that leads nowhere, or nothing yet
  const there = await lstat(target).catch(() => undefined); // nothing, or writing says why not
  if (there?.isFile() === false) return writeFile(target, pieces, { mode: 0o600 });
  const draft = `${target}.${process.pid}.tmp`;
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      for (const piece of pieces) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/**
 * @param read paths that were read, `-` for standard input
 * @throws Refused where writing would take the place of something that was read, by whatever name or link, or of a JSON file in a
 * folder that was read
 */
export async function insistOnKeeping(read: readonly (string | undefined)[], out: string): Promise<void> {
  const [target, ...sources] = await Promise.all([out, ...read].map(placeOf));
  for (const source of sources) {
    if (target === undefined || source === undefined) continue;
    const isInFolder = target.path.startsWith(source.path + sep) && /\.json$/i.test(target.path);
    if (source.id === target.id || isInFolder)
      throw new Refused(
        `azmfa: the report would take the place of ${quoted(out)}, which was read; name another file after --out`,
      );
  }
}

/** Where a path leads to, and an id that is the same for all names of one file; undefined where it leads nowhere. */
const placeOf = async (path = "-") =>
  path === "-"
    ? undefined
    : Promise.all([realpath(path), stat(path, { bigint: true })]).then(
        ([real, { dev, ino }]) => ({ path: real, id: `${dev} ${ino}` }),
        () => undefined,
      );
