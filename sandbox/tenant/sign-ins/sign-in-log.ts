import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { GraphObject } from "../json";

/** The sign-ins that the tenant has seen, the newest first, as Graph lists them. */
export interface SignInLog {
  read(): readonly GraphObject[];
  add(records: readonly GraphObject[]): void;
}

/** Older records are forgotten beyond so many, as Entra forgets them after thirty days. */
const MOST = 50_000;

/**
 * Opens the log in a file of one record a line, which only its owner can read; it is apart from the tenant's data, which is written
 * anew at each change.
 */
export function openSignInLog(file: string): SignInLog {
  let records = existsSync(file) ? readRecords(file) : [];
  return {
    read: () => records,
    add(added) {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      appendFileSync(file, added.map((record) => `${JSON.stringify(record)}\n`).join(""), { mode: 0o600 });
      records = [...added].reverse().concat(records).sort(newestFirst).slice(0, MOST);
    },
  };
}

/** A line that was cut off when a process ended is passed over. */
function readRecords(file: string): GraphObject[] {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return lines.flatMap(parsed).sort(newestFirst).slice(0, MOST);
}

function parsed(line: string): readonly GraphObject[] {
  try {
    return [JSON.parse(line) as GraphObject]; // this very program's own line
  } catch {
    return [];
  }
}

const newestFirst = (one: GraphObject, other: GraphObject): number =>
  String(other["createdDateTime"]).localeCompare(String(one["createdDateTime"]));
