import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { withPath } from "../../processes/system-error";
import { isList, isObject, type Json } from "../json";
import { seedGovernance } from "../seed/governance";
import type { TenantData } from "./store";

/**
 * Reads the tenant's data.
 * @returns `undefined` if there is no file yet
 * @throws Error with a message for the user if this program didn't write the file
 */
export function readDataFile(file: string): TenantData | undefined {
  if (!existsSync(file)) return undefined;
  const parsed = parse(file);
  const wrong = firstProblem(parsed);
  if (wrong !== undefined) throw damaged(file, wrong);
  const data = parsed as unknown as TenantData; // written by this program
  return { ...seedGovernance(data.users), ...data }; // a file of an earlier version has no such data
}

/** Writes the tenant's data in one step, so that a reader sees the old file or the new one. */
export function writeDataFile(file: string, data: TenantData): void {
  writePrivateFile(file, `${JSON.stringify(data, null, 1)}\n`);
}

function parse(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Json; // JSON.parse returns only JSON
  } catch (error) {
    throw damaged(file, error instanceof SyntaxError ? "it isn't JSON" : String(error));
  }
}

/** The first thing that a file of another program or version lacks. */
function firstProblem(data: Json): string | undefined {
  if (!isObject(data)) return "it isn't a JSON object";
  if (data["format"] !== 1) return "its format isn't 1";
  const list = ["policies", "users", "groups", "roleAssignments"].find((name) => !isList(data[name]));
  return list === undefined ? undefined : `\`${list}\` isn't a list`;
}

const damaged = (file: string, why: string): Error =>
  new Error(
    `the local tenant's data in ${file} can't be used: ${why}\n  help: put a good copy back, or forget the local tenant with \`npm run sandbox:reset\``,
  );

/**
 * Replaces a file in one step; only its owner can read it (0600). The new file is written next to it, flushed and renamed.
 * @throws the file system's error; then the old file is unchanged and no other file is left
 */
export function writePrivateFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    writeFlushed(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw withPath(error, file);
  }
}

function writeFlushed(file: string, text: string): void {
  const handle = openSync(file, "wx", 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
