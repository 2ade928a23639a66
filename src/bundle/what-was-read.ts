import { hash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Digested } from "../audit/report/audit-report";
import { filesIn } from "../tenant/file/tenant-file";

/** A file that was read. */
export interface ReadBytes {
  /** The path below the folder that was named, or the path of the file that was named. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @returns the hex digits of the SHA-256 of the bytes, or of a text in UTF-8 */
export const sha256 = (bytes: Uint8Array | string): string => hash("sha256", bytes);

/** The files at a path, or in a folder. There are none in a pipe or a device, which can't be read twice. */
export async function filesRead(path: string): Promise<readonly ReadBytes[]> {
  const there = path === "-" ? undefined : await stat(path);
  if (there?.isFile()) return [{ name: path, bytes: await readFile(path) }];
  const read: ReadBytes[] = [];
  if (there?.isDirectory())
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
