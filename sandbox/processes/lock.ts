import { randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { atPath } from "./system-error";

/**
 * Runs `work` while no other process holds the same lock. Each process announces itself before it looks for others. If two
 * come at the same moment, at least one of them sees the other and steps back.
 * @param folder the folder that the processes announce themselves in
 * @param onWait called once if the lock has to wait for another process
 */
export async function withLock<T>(
  folder: string,
  onWait: (other: Present) => void,
  work: () => Promise<T>,
): Promise<T> {
  const held = await acquire(folder, onWait);
  try {
    return await work();
  } finally {
    held.withdraw();
  }
}

async function acquire(folder: string, onWait: (other: Present) => void): Promise<Announcement> {
  for (let hasReported = false; ; ) {
    const other = (await othersIn(folder))[0];
    const held = other === undefined ? await announceAlone(folder) : undefined;
    if (held !== undefined) return held;
    if (!hasReported && other !== undefined) {
      onWait(other);
      hasReported = true;
    }
    await delay(100 + Math.random() * 200); // random, so that two processes that stepped back don't collide again
  }
}

async function announceAlone(folder: string): Promise<Announcement | undefined> {
  const held = await announce(folder);
  if ((await othersIn(folder, held)).length === 0) return held;
  held.withdraw();
  return undefined;
}

/** A process that has announced itself in a folder. */
type Present = { readonly pid: number };

type Announcement = { readonly name: string; withdraw(): void };

/**
 * Announces this process to others with a file in a folder. A killed process can't withdraw its announcement. The next
 * process that reads the folder removes it.
 */
export async function announce(folder: string): Promise<Announcement> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = [process.pid, startOf(process.pid), randomBytes(6).toString("hex")].join("-");
  const file = join(folder, name);
  await atPath(file, () => writeFile(file, "", { flag: "wx", mode: 0o600 }));
  const withdraw = () => rmSync(file, { force: true });
  process.once("exit", withdraw);
  return {
    name,
    withdraw: () => {
      process.off("exit", withdraw);
      withdraw();
    },
  };
}

/** The running processes that are announced in a folder, without this process's own `announcement`. */
export async function othersIn(folder: string, announcement?: Announcement): Promise<readonly Present[]> {
  const others: Present[] = [];
  for (const name of await namesIn(folder)) {
    const [pid = "", start = ""] = name.split("-");
    if (name === announcement?.name) continue;
    if (isAlive(Number(pid), start)) others.push({ pid: Number(pid) });
    else await rm(join(folder, name), { force: true });
  }
  return others;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return []; // no process has announced itself yet
  }
}

/** Whether a process still runs. The system reuses process numbers, so the start time must match as well if it is known. */
function isAlive(pid: number, start: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return startOf(pid) === start;
}

/** The start time of a process in the kernel's ticks; `0` if the system has no `/proc` or the process has ended. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets, which may contain spaces. The 22nd is the start time.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "0" : (fields[19] ?? "0");
  } catch {
    return "0";
  }
}
