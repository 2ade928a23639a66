import { readdirSync, readFileSync } from "node:fs";

/**
 * The command lines of running processes that belong to a project's sandbox: their environment names its folder. Only where
 * the system shows it (`/proc`); this process doesn't count.
 */
export function processesOf(project: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(pid, "environ").includes(`${project}/.sandbox`) || read(pid, "cmdline").includes(project))
    .map((pid) => `${pid} ${read(pid, "cmdline").replaceAll("\0", " ")}`)
    .filter((line) => line.trim() !== line.split(" ")[0]); // a zombie has no command line any more
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // it has ended, or is somebody else's
  }
}
