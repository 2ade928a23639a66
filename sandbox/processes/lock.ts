import { randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { atPath } from "./system-error";

/**
 * Does `work` while no other process does its own under the same lock. Each process first announces itself and only then
 * looks for others, so that of two that come at the same moment at least one sees the other and steps back.
 * @param folder where the processes announce themselves
 * @param onWait told once, as soon as another process is seen that has to be waited for
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
  for (let told = false; ; ) {
    const other = (await othersIn(folder))[0];
    const held = other === undefined ? await announceAlone(folder) : undefined;
    if (held !== undefined) return held;
    if (!told && other !== undefined) {
      onWait(other);
      told = true;
    }
    await delay(100 + Math.random() * 200); // uneven, so that two that stepped back don't meet again
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
 * Announces this process in a folder, for others that look there. A killed process can't withdraw: its announcement
 * stays behind and is cleared away by whoever looks next.
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

/** The live processes announced in a folder, this one's own `announcement` left out. */
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
    return []; // nobody has announced anything yet
  }
}

/** A process number is given again after a while: where the system tells, the start must agree too. */
function isAlive(pid: number, start: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return startOf(pid) === start;
}

/** When a process started, in the kernel's own ticks; `0` where the system has no `/proc`, or the process has ended. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets, which may itself hold spaces; the 22nd is the start.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "0" : (fields[19] ?? "0");
  } catch {
    return "0";
  }
}
