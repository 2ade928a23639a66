import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/**
 * The command lines of running processes that belong to a project: npm puts its folder into the environment of all that it
 * starts. Only where the system shows it (`/proc`); this process doesn't count.
 */
export function processesOf(project: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(pid, "environ").includes(project) || read(pid, "cmdline").includes(project))
    .map((pid) => `${pid} ${read(pid, "cmdline").replaceAll("\0", " ")}`)
    .filter((line) => line.trim() !== line.split(" ")[0]); // a zombie has no command line any more
}

/** Resolves when none of them runs any more. What ends by itself may take a moment; what doesn't is a test that hangs. */
export async function nothingRunsOf(project: string): Promise<void> {
  while (processesOf(project).length > 0) await delay(20);
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // it has ended, or belongs to another user
  }
}
