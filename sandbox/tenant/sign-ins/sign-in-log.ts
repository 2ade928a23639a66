import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { dirname } from "node:path";
import type { GraphObject } from "../json";

/** The log of the tenant's sign-ins, the newest first, like Graph's. */
export interface SignInLog {
  read(): readonly GraphObject[];
}

/**
 * Creates the log of a new tenant. Earlier sign-ins are generated at the first request, because that takes long and few users
 * need them.
 */
export function beginSignInLog(file: string, at: Date): void {
  if (existsSync(file)) return;
  append(file, []);
  utimesSync(file, at, at);
}

/**
 * Opens the log in a file with one record on each line, which only its owner can read. It is separate from the tenant's data,
 * which is rewritten at each change.
 */
export function openSignInLog(file: string, past: (until: Date) => readonly GraphObject[]): SignInLog {
  let known: readonly GraphObject[] | undefined;
  return { read: () => (known ??= existsSync(file) ? newestFirst(readRecords(file, past)) : []) };
}

function append(file: string, records: readonly GraphObject[]): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  appendFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""), { mode: 0o600 });
}

/** Reads the records, and generates earlier sign-ins if the log is new. A line that was cut off when a process ended is ignored. */
function readRecords(file: string, past: (until: Date) => readonly GraphObject[]): readonly GraphObject[] {
  const text = readFileSync(file, "utf8");
  if (text !== "") return text.split("\n").flatMap(parsed);
  const made = past(statSync(file).mtime);
  append(file, made);
  return made;
}

function parsed(line: string): readonly GraphObject[] {
  try {
    return [JSON.parse(line) as GraphObject]; // written by this program
  } catch {
    return [];
  }
}

const newestFirst = (records: readonly GraphObject[]): readonly GraphObject[] =>
  records.toSorted((one, other) => String(other["createdDateTime"]).localeCompare(String(one["createdDateTime"])));
