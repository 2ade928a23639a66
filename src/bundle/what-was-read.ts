import { hash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { filesIn } from "../tenant/file/tenant-file";

/** What an audit read, by the names that a bundle gives to it. */
export type Inputs = ReadonlyMap<string, Uint8Array>;

/** Where the tenant is: in a file, or in a folder if it was read from one. */
export const TENANT = "tenant.json";
export const TENANT_FOLDER = "tenant";
export const REGISTER = "exclusions.yaml";
/** The file of a log. @param path as it was given @param number from 1 */
export const logFile = (path: string, number: number): string => `sign-ins/${number}-${basename(path)}`;

/** Whether a file of a bundle has the tenant, or a part of it. */
export const isOfTenant = (name: string): boolean => name === TENANT || name.startsWith(`${TENANT_FOLDER}/`);

/** Whether a file of a bundle is one of its inputs. */
export const isInput = (name: string): boolean => isOfTenant(name) || name === REGISTER || name.startsWith("sign-ins/");

/** @returns the hex digits of the SHA-256 of the bytes, or of a text in UTF-8 */
export const sha256 = (bytes: Uint8Array | string): string => hash("sha256", bytes);

/** The files of the tenant and of the register. There are none in a pipe or a device, which can't be read twice. */
export async function inputsAt(tenant?: string, register?: string): Promise<Inputs> {
  return new Map([...(await filesAt(tenant, TENANT)), ...(await filesAt(register, REGISTER))]);
}

async function filesAt(path = "-", name: string): Promise<readonly (readonly [string, Uint8Array])[]> {
  const there = path === "-" ? undefined : await stat(path);
  if (there?.isFile()) return [[name, await readFile(path)]];
  const read: (readonly [string, Uint8Array])[] = [];
  if (there?.isDirectory())
    for (const below of (await filesIn(path)).files) // one at a time: a folder may have more files than may be open
      read.push([`${TENANT_FOLDER}/${below.replaceAll("\\", "/")}`, await readFile(join(path, below))]);
  return read;
}

/**
 * The SHA-256 of the tenant. If it was read from several files, that is the SHA-256 of a list with a line for each, `<SHA-256>  <name>`,
 * sorted by name, as `sha256sum` prints it.
 */
export function digestOfTenant(inputs: Inputs): string | null {
  const [first, ...others] = [...inputs].filter(([name]) => isOfTenant(name));
  const line = ([name, bytes]: [string, Uint8Array]) => `${sha256(bytes)}  ${name.slice(TENANT_FOLDER.length + 1)}\n`;
  return first === undefined ? null : sha256(others.length === 0 ? first[1] : [first, ...others].map(line).join(""));
}
