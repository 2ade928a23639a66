import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { lstat, open, readFile, readlink, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { Digested } from "../audit/report/audit-report";
import { bytesAt, contentAt, whyNotWritable } from "../tenant/file/file-problem";
import { filesIn, type TenantSource } from "../tenant/file/tenant-file";
import { parsedJson } from "../text/json-text";
import { quoted } from "../text/printable";
import { MANIFEST, STATEMENT } from "./audit/manifest";
import { type Host, Refused } from "./command";

/**
 * Writes results to standard output, if `file` is `-`, or to a file that only its owner can read: as a whole or not at all. Readers see the
 * former content until the end. A link stays a link, and its target is replaced. A device or a pipe is written to directly.
 * @throws Refused, with the name of the file as it was given and nothing left behind
 */
export async function writeResults(file: string, pieces: Iterable<string>, { out }: Pick<Host, "out">): Promise<void> {
  if (file === "-") {
    for (const piece of pieces) await out(piece);
    return;
  }
  const target = await realpath(file).catch(() => file); // a link without a target, or nothing yet
  const there = await lstat(target).catch(() => undefined); // nothing, or writing fails with the reason
  const draft = `${target}.${process.pid}.tmp`;
  try {
    if (there?.isFile() === false) return await writeFile(target, pieces, { mode: 0o600 });
    const handle = await open(draft, "wx", 0o600);
    try {
      for (const piece of pieces) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined); // its folder may not exist
    throw notWritten(file, error);
  }
}

/** The complaint that a file or folder could not be written. @param name as it was given, not the name of a draft */
export function notWritten(name: string, error: unknown): Refused {
  const isFolder = statSync(dirname(resolve(name)), { throwIfNoEntry: false })?.isDirectory();
  const why = isFolder
    ? whyNotWritable(error).replace("its folder doesn't exist", "its folder takes no new files")
    : `there is no folder ${quoted(dirname(name))}; make it first`;
  return new Refused(`azmfa: ${quoted(name)} could not be written: ${why}`);
}

/**
 * Reads a JSON file.
 * @param read returns undefined if it is something else
 * @param isNot what is wrong then, to go after the name of the file
 * @throws Refused
 */
export function readJsonFile<T>(file: string, read: (json: unknown, text: string) => T | undefined, isNot: string): T {
  const bytes = contentAt(file);
  if ("why" in bytes) throw new Refused(`azmfa: ${quoted(file)}: ${bytes.why}`);
  const text = bytes.toString();
  const value = read(parsedJson(text), text);
  if (value === undefined) throw new Refused(`azmfa: ${quoted(file)} ${isNot}`);
  return value;
}

/**
 * Keeps a command from replacing an input, from writing what the next run would take for one, and from changing a bundle.
 * @param read paths that are read, `-` for standard input
 * @param written paths that will be written, by their options
 * @throws Refused if one is something that is read, under any name or link, or would be a part of a folder that is read or of a bundle
 */
export async function refuseToReplaceInputs(
  read: readonly (string | undefined)[],
  written: { readonly [option: string]: string | undefined },
): Promise<void> {
  const [made, ...sources] = await Promise.all([written["--bundle"], ...read].map(placeOf));
  for (const [option, out = "-"] of Object.entries(written)) {
    const target = await placeOf(out);
    if (target === undefined) continue;
    const isIn = (folder: Place | undefined) => folder && (target.path + sep).startsWith(folder.path + sep);
    const isInput = option === "--bundle" || /\.json(\.gz)?$/i.test(target.path);
    const isRead = sources.some((one) => (one?.id !== undefined && one.id === target.id) || (isInput && isIn(one)));
    const isBundled = (option !== "--bundle" && isIn(made)) || isInBundle(target.path);
    if (!isRead && !isBundled) continue;
    const what = !isRead
      ? `${quoted(out)} would be in a bundle, which has only the files of its manifest`
      : target.id === undefined
        ? `${quoted(out)} would be an input of the next run, which reads its folder`
        : `it would replace ${quoted(out)}, which is an input`;
    throw new Refused(`azmfa: ${what}; name another place after ${option}`);
  }
}

function isInBundle(path: string): boolean {
  const folder = dirname(path);
  const manifest = bytesAt(join(folder, MANIFEST));
  return folder !== path && ((Buffer.isBuffer(manifest) && manifest.includes(STATEMENT)) || isInBundle(folder));
}

type Place = { readonly path: string; readonly id?: string };

/** The real path, and an id that is the same for all names of one file; without an id if there is no such file yet. */
async function placeOf(path = "-"): Promise<Place | undefined> {
  if (path === "-") return undefined;
  const there = await stat(path, { bigint: true }).catch(() => undefined);
  return { path: await realPlace(resolve(path)), ...(there && { id: `${there.dev} ${there.ino}` }) };
}

const realPlace = (path: string): Promise<string> =>
  realpath(path).catch(async ({ code }: NodeJS.ErrnoException) => {
    const folder = await realPlace(dirname(path));
    const target = await readlink(path).catch(() => "");
    const isNew = target !== "" && code === "ENOENT"; // a link to a file that isn't there yet, and not one in a circle
    return isNew ? realPlace(resolve(folder, target)) : join(folder, basename(path));
  });

/** Whether a path is standard input, a pipe or a device: what was read from it can't be read again. */
export function isPipe(path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  return path === "-" || !(there === undefined || there.isFile() || there.isDirectory());
}

/** A file that was read. */
export interface ReadBytes {
  /** The path below the folder that was named, or the path of the file that was named. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** @returns the hex digits of the SHA-256 of the bytes */
export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** The files that a tenant was read from. There are none for the live tenant, and for a pipe, which can't be read twice. */
export async function filesRead(source: TenantSource | undefined): Promise<readonly ReadBytes[]> {
  if (source === undefined) return [];
  if ("load" in source.from) return [{ name: source.name, bytes: Buffer.from(JSON.stringify(source.from.load())) }];
  const { path } = source.from;
  if (isPipe(path)) return [];
  if (!(await stat(path)).isDirectory()) return [{ name: path, bytes: await readFile(path) }];
  const read: ReadBytes[] = [];
  for (const below of (await filesIn(path)).files) // one at a time: a folder may have more files than may be open
    read.push({ name: below, bytes: await readFile(join(path, below)) });
  return read;
}

/**
 * The name and SHA-256 of what was read. The SHA-256 of a folder is that of a list with a line for each file, `<SHA-256>  <name>`,
 * sorted by name, as `sha256sum` prints it.
 */
export function digestOf(name: string, read: readonly ReadBytes[]): Digested {
  const [first, ...others] = read;
  const list = (): string => read.map((one) => `${sha256(one.bytes)}  ${one.name}\n`).join("");
  return { name, sha256: first && sha256(others.length === 0 ? first.bytes : list()) };
}
