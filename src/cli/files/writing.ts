import { lstat, open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { sep } from "node:path";
import { whyNotWritable } from "../../tenant/file/file-problem";
import { quoted } from "../../text/printable";
import { type Host, Refused } from "../command";

/**
 * Writes results to standard output, if `out` is `-`, or to a file that only its owner can read.
 * @returns the name of the target
 * @throws Refused if they couldn't be written
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
 * Writes a file that only its owner can read, as a whole or not at all: readers see the former content until the end. A link stays a
 * link, and its target is written in this way. A device or a pipe is written to directly.
 * @throws the operating system's error, with nothing left behind
 */
export async function writePrivateFile(file: string, pieces: Iterable<string>): Promise<void> {
  const target = await realpath(file).catch(() => file); // a link without a target, or nothing yet
  const there = await lstat(target).catch(() => undefined); // nothing, or writing fails with the reason
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
 * Keeps a report from replacing an input.
 * @param read paths that were read, `-` for standard input
 * @throws Refused if writing would replace something that was read, under any name or link, or a JSON file in a folder that was read
 */
export async function refuseToReplaceInputs(read: readonly (string | undefined)[], out: string): Promise<void> {
  const [target, ...sources] = await Promise.all([out, ...read].map(placeOf));
  for (const source of sources) {
    if (target === undefined || source === undefined) continue;
    const isInFolder = target.path.startsWith(source.path + sep) && /\.json$/i.test(target.path);
    if (source.id === target.id || isInFolder)
      throw new Refused(
        `azmfa: the report would replace ${quoted(out)}, which is an input; name another file after --out`,
      );
  }
}

/** The real path, and an id that is the same for all names of one file; undefined if there is no such file. */
const placeOf = async (path = "-") =>
  path === "-"
    ? undefined
    : Promise.all([realpath(path), stat(path, { bigint: true })]).then(
        ([real, { dev, ino }]) => ({ path: real, id: `${dev} ${ino}` }),
        () => undefined,
      );
