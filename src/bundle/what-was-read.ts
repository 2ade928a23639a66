import { hash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Digested } from "../audit/report/audit-report";
import { filesIn } from "../tenant/file/tenant-file";

/** A file that was read: its path below the folder that was named, or as it was named itself. */
export type FileRead = readonly [name: string, bytes: Uint8Array];

/** @returns the hex digits of the SHA-256 of the bytes, or of a text in UTF-8 */
export const sha256 = (bytes: Uint8Array | string): string => hash("sha256", bytes);

/** The files at a path, or in a folder. There are none in a pipe or a device, which can't be read twice. */
export async function filesRead(path = "-"): Promise<readonly FileRead[]> {
  const there = path === "-" ? undefined : await stat(path);
  if (there?.isFile()) return [[path, await readFile(path)]];
  const read: FileRead[] = [];
  if (there?.isDirectory())
    for (const below of (await filesIn(path)).files) // one at a time: a folder may have more files than may be open
      read.push([below, await readFile(join(path, below))]);
  return read;
}

/**
 * The name and SHA-256 of what was read. The SHA-256 of a folder is that of a list with a line for each file, `<SHA-256>  <name>`,
 * sorted by name, as `sha256sum` prints it.
 */
export function digestOf(name: string, read: readonly FileRead[]): Digested {
  const [first, ...others] = read;
  const list = (): string => read.map(([file, bytes]) => `${sha256(bytes)}  ${file}\n`).join("");
  return { name, sha256: first && sha256(others.length === 0 ? first[1] : list()) };
}
