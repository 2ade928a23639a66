import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import type { Digested } from "../audit/report/audit-report";
import { contentAt, whyNotWritable } from "../tenant/file/file-problem";
import { filesIn } from "../tenant/file/tenant-file";
import { parsedJson } from "../text/json-text";
import { quoted } from "../text/printable";
import { type Host, Refused } from "./command";

/**
 * Writes results to standard output, if `file` is `-`, or to a file that only its owner can read: as a whole or not at all. Readers see the
 * former content until the end. A device or a pipe is written to directly.
 * @throws Refused, with the name of the file as it was given and nothing left behind
 */
export async function writeResults(file: string, pieces: Iterable<string>, { out }: Pick<Host, "out">): Promise<void> {
  if (file === "-") {
    for (const piece of pieces) await out(piece);
    return;
  }
  const draft = `${file}.${process.pid}.tmp`;
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) return await writeFile(file, pieces);
    await writeFile(draft, pieces, { mode: 0o600, flag: "wx", flush: true });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined); // its folder may not exist
    throw notWritten(file, error);
  }
}

/** The complaint that a file or folder could not be written. @param name as it was given, not the name of a draft */
export const notWritten = (name: string, error: unknown): Refused =>
  new Refused(`azmfa: ${quoted(name)} could not be written: ${whyNotWritable(error)}`);

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
 * Keeps a command from replacing an input, and from writing what the next run would read in a folder.
 * @param read paths that are read, `-` for standard input
 * @param written paths that will be written, by their options
 * @throws Refused if one is a path that is read, or a JSON file or a bundle below one
 */
export function refuseToReplaceInputs(
  read: readonly (string | undefined)[],
  written: { readonly [option: string]: string | undefined },
): void {
  const inputs = read.filter((path) => path !== undefined && path !== "-").map((path = "") => resolve(path));
  for (const [option, path = "-"] of Object.entries(written)) {
    const isRead = option === "--bundle" || /\.json(\.gz)?$/i.test(path);
    const isInput = (input: string) => resolve(path) === input || (isRead && resolve(path).startsWith(input + sep));
    if (path !== "-" && inputs.some(isInput))
      throw new Refused(`azmfa: ${quoted(path)} would be an input of the next run; name another place after ${option}`);
  }
}

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
export async function filesRead(path: string | undefined): Promise<readonly ReadBytes[]> {
  if (path === undefined || isPipe(path)) return [];
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
