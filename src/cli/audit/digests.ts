import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Digested } from "../../audit/report/audit-report";
import { filesIn, type TenantSource } from "../../tenant/file/tenant-file";

/** A file that was read. */
export interface ReadBytes {
  /** The path below the folder that was named, or the path of the file that was named. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** @returns the hex digits of the SHA-256 of the bytes */
export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** The files that a tenant was read from. There are none for the live tenant, and for standard input, which can't be read twice. */
export async function bytesOf(source: TenantSource | undefined): Promise<readonly ReadBytes[]> {
  if (source === undefined) return [];
  const { name, from } = source;
  if ("load" in from) return [{ name, bytes: Buffer.from(JSON.stringify(from.load())) }];
  const { path } = from;
  if (path === "-") return [];
  if (!(await stat(path)).isDirectory()) return [{ name: path, bytes: await readFile(path) }];
  const { files } = await filesIn(path);
  return Promise.all(files.map(async (below) => ({ name: below, bytes: await readFile(join(path, below)) })));
}

/**
 * The name and SHA-256 of what was read. The SHA-256 of a folder is that of a list with a line for each file, `<SHA-256>  <name>`,
 * sorted by name, as `sha256sum` prints it.
 */
export function digestOf(name: string, read: readonly ReadBytes[]): Digested {
  const [first, ...others] = read;
  if (first === undefined) return { name, sha256: undefined };
  if (others.length === 0) return { name, sha256: sha256(first.bytes) };
  return { name, sha256: sha256(read.map((one) => `${sha256(one.bytes)}  ${one.name}\n`).join("")) };
}
