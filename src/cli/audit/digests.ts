import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Digested } from "../../audit/report/audit-report";
import { filesIn, type TenantSource } from "../../tenant/file/tenant-file";

export interface ReadBytes {
  /** Below what was named; the name alone of a file. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** @returns the hex digits of the SHA-256 of the bytes */
export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** The bytes that a tenant was read from; none of the live tenant and of standard input, which can't be read twice. */
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
 * What was read, with its SHA-256. Of a folder it is that of a list with a line for each file, `<SHA-256>  <name>`, sorted by
 * name, as `sha256sum` prints it.
 */
export function digestOf(name: string, read: readonly ReadBytes[]): Digested {
  const [first, ...others] = read;
  if (first === undefined) return { name, sha256: undefined };
  if (others.length === 0) return { name, sha256: sha256(first.bytes) };
  return { name, sha256: sha256(read.map((one) => `${sha256(one.bytes)}  ${one.name}\n`).join("")) };
}
