import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { dirname } from "node:path";
import type { GraphObject } from "../json";

/** The sign-ins that the tenant has seen, the newest first, as Graph lists them. */
export interface SignInLog {
  read(): readonly GraphObject[];
}

/** Begins the log of a new tenant. What it saw before this moment is made up when somebody asks: few do, and it takes longest. */
export function beginSignInLog(file: string, at: Date): void {
  if (existsSync(file)) return;
  append(file, []);
  utimesSync(file, at, at);
}

/**
 * Opens the log in a file of one record a line, which only its owner can read; it is apart from the tenant's data, which is written
 * anew at each change.
 */
export function openSignInLog(file: string, past: (until: Date) => readonly GraphObject[]): SignInLog {
  let known: readonly GraphObject[] | undefined;
  return { read: () => (known ??= existsSync(file) ? newestFirst(readRecords(file, past)) : []) };
}

function append(file: string, records: readonly GraphObject[]): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  appendFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""), { mode: 0o600 });
}

/** A log that has only begun gets its past. A line that was cut off when a process ended is passed over. */
function readRecords(file: string, past: (until: Date) => readonly GraphObject[]): readonly GraphObject[] {
  const text = readFileSync(file, "utf8");
  if (text !== "") return text.split("\n").flatMap(parsed);
  const made = past(statSync(file).mtime);
  append(file, made);
  return made;
}

function parsed(line: string): readonly GraphObject[] {
  try {
    return [JSON.parse(line) as GraphObject]; // this very program's own line
  } catch {
    return [];
  }
}

const newestFirst = (records: readonly GraphObject[]): readonly GraphObject[] =>
  records.toSorted((one, other) => String(other["createdDateTime"]).localeCompare(String(one["createdDateTime"])));
