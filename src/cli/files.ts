import { statSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { contentAt, whyNotWritable } from "../tenant/file/file-problem";
import { parsedJson } from "../text/json-text";
import { quoted } from "../text/printable";
import { Refused } from "../text/refused";
import type { Host } from "./command";

/**
 * Writes results to standard output, if `file` is `-`, or to a file that only its owner can read: as a whole or not at all. Readers see the
 * former content until the end. A device or a pipe is written to directly.
 * @throws Refused, with the name of the file as it was given and nothing left behind
 */
export async function writeResults(file: string, text: string, { out }: Pick<Host, "out">): Promise<void> {
  if (file === "-") return out(text);
  const draft = `${file}.${process.pid}.tmp`;
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) return await writeFile(file, text);
    await writeFile(draft, text, { mode: 0o600, flag: "wx", flush: true });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined); // its folder may not exist
    throw new Refused(`azmfa: ${quoted(file)} could not be written: ${whyNotWritable(error)}`);
  }
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
