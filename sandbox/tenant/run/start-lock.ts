import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isAlive } from "./is-alive";

/** Starting takes about a second: a lock this old belongs to nobody, whatever process has its number now. */
const STALE_AFTER_MS = 60_000;

/** Gives the lock back. */
export type Release = () => void;

/**
 * Tries to become the only process that starts a tenant in the folder.
 * @returns `undefined` while another process is at it; the lock of a process that died is taken away first
 */
export function tryStartLock(file: string): Release | undefined {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (takeFile(file)) return () => rmSync(file, { force: true });
  clearStale(file);
  return undefined;
}

/** The file appears with its content or not at all: `link` fails where one is already. */
function takeFile(file: string): boolean {
  const own = `${file}.${randomUUID()}`;
  writeFileSync(own, String(process.pid), { flag: "wx", mode: 0o600 });
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Removes a stale lock. Only the holder of a second lock may, and looks again when it has it: otherwise two processes could both see the
 * old lock, and the slower one would remove the faster one's new lock.
 */
function clearStale(file: string): void {
  if (!isStale(file)) return;
  const permit = `${file}.clearing`;
  if (isStale(permit)) rmSync(permit, { force: true });
  if (!takeFile(permit)) return;
  try {
    if (isStale(file)) rmSync(file, { force: true });
  } finally {
    rmSync(permit, { force: true });
  }
}

function isStale(file: string): boolean {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    return age > STALE_AFTER_MS || !isAlive(Number(readFileSync(file, "utf8")));
  } catch {
    return false; // it has just gone
  }
}
