import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Say } from "../engine";
import type { Session } from "./open-session";

/**
 * Takes away a lock on a stack that a killed engine has left. A lock whose engine still runs stays, and the engine then
 * says who holds it.
 * @param stack the full name, `organization/<project>/<stack>`
 * @returns who holds it, in words; `undefined` where nobody does
 */
export async function removeStaleLocks(session: Session, stack: string, say: Say): Promise<string | undefined> {
  const folder = join(session.folders.backend, ".pulumi", "locks", ...stack.split("/"));
  const locks = await locksIn(folder);
  const held = locks.find(isHeld);
  if (held !== undefined) return held.hostname === hostname() ? `process ${held.pid}` : `on ${held.hostname}`;
  if (locks.length === 0) return undefined;
  say(`a run that was killed has left the stack ${stack} locked; taking the lock away`);
  await session.pulumi(["cancel", "--yes", "--stack", stack, "--non-interactive"]);
  return undefined;
}

type Lock = { readonly pid: number; readonly hostname: string };

async function locksIn(folder: string): Promise<readonly Lock[]> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  return names.filter((name) => name.endsWith(".json")).flatMap((name) => readLock(join(folder, name)));
}

function readLock(file: string): readonly Lock[] {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isLock(content) ? [{ pid: content.pid, hostname: content.hostname }] : [];
  } catch {
    return []; // it has just been released
  }
}

function isLock(content: unknown): content is Lock {
  if (typeof content !== "object" || content === null || !("pid" in content) || !("hostname" in content)) return false;
  return typeof content.pid === "number" && typeof content.hostname === "string";
}

/** Whether the engine that took the lock may still run. On another machine that can't be known. */
function isHeld(lock: Lock): boolean {
  if (lock.hostname !== hostname()) return true;
  try {
    process.kill(lock.pid, 0);
  } catch {
    return false;
  }
  return isEngine(lock.pid);
}

/**
 * A process number is given again: where the system tells, it must be an engine's. One that was killed may stay listed
 * (as a zombie) until its parent takes note.
 */
function isEngine(pid: number): boolean {
  try {
    const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return name === "pulumi" && state !== "Z" && state !== "X";
  } catch {
    return true;
  }
}
