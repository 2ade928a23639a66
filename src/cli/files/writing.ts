import { lstat, open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { sep } from "node:path";
import { whyNotWritable } from "../../tenant/file/file-problem";
import { quoted } from "../../text/printable";
import type { Result } from "../../text/result";
import type { Host } from "../command";

/**
 * Writes results to standard output, which `-` stands for, or to a file that only its owner can read.
 * @returns what has them now, or why they couldn't be written, for people
 */
export async function writeResults(out: string, pieces: Iterable<string>, host: Host): Promise<Result<string, string>> {
  if (out === "-") {
    for (const piece of pieces) await host.out(piece);
    return { ok: true, value: "standard output" };
  }
  try {
    await writePrivateFile(out, pieces);
    return { ok: true, value: quoted(out) };
  } catch (error) {
    return { ok: false, errors: [`azmfa: ${quoted(out)} could not be written: ${whyNotWritable(error)}`] };
  }
}

/**
 * Writes a file that only its owner can read, all of it or nothing: whoever reads it meanwhile sees the former one. A link
 * stays one, and the file that it leads to is written so. What isn't a regular file, a device or a pipe, is written to.
 * @throws the operating system's error, with nothing left behind
 */
export async function writePrivateFile(file: string, text: string | Iterable<string>): Promise<void> {
  const target = await realpath(file).catch(() => file); // a link that leads nowhere, or nothing yet
  if (await isToBeKept(target)) return writeFile(target, text, { mode: 0o600 });
  const draft = `${target}.${process.pid}.tmp`;
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      for (const piece of typeof text === "string" ? [text] : text) await handle.writeFile(piece);
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

/** Whether there is something of that name that a new file mustn't take the place of. */
async function isToBeKept(path: string): Promise<boolean> {
  try {
    return !(await lstat(path)).isFile();
  } catch {
    return false; // there is nothing, or writing will say why not
  }
}

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
