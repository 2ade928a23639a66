import { statSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { contentAt, whyNot } from "../tenant/file/file-problem";
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
    throw new Refused(`azmfa: ${quoted(file)} could not be written: ${whyNot(error)}`);
  }
}

/**
 * Reads a JSON file.
 * @param read returns undefined if it is something else
 * @param isNot what is wrong then, to go after the name of the file
 * @throws Refused
 */
export function readJsonFile<T>(file: string, read: (json: unknown) => T | undefined, isNot: string): T {
  const bytes = contentAt(file);
  if ("why" in bytes) throw new Refused(`azmfa: ${quoted(file)}: ${bytes.why}`);
  const value = read(parsedJson(bytes.toString()));
  if (value === undefined) throw new Refused(`azmfa: ${quoted(file)} ${isNot}`);
  return value;
}

/** Keeps a command from replacing what it reads. @throws Refused */
export function refuseToReplace(file = "-", inputs: readonly (string | undefined)[]): void {
  if (file !== "-" && inputs.some((input) => input !== undefined && resolve(input) === resolve(file)))
    throw new Refused(`azmfa: ${quoted(file)} is read; name another file to write`);
}

/** Whether a path is standard input, a pipe or a device: what was read from it can't be read again. */
export function isPipe(path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  return path === "-" || !(there === undefined || there.isFile() || there.isDirectory());
}
