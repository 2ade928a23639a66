import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { archiveOf } from "./names";

/** The files of a package, by their path in it. */
export type Files = ReadonlyMap<string, string | Buffer>;

/** A package as it lies in its folder and in its archive. */
export interface Archived {
  readonly folder: string;
  readonly archive: string;
}

/** Files that are to be run. */
const RUN = /^bin\//;

/**
 * Writes a package's folder anew and packs it. Modes are set here, whatever the umask is; times and owners npm leaves out:
 * the same files give the same archive.
 */
export function archive(name: string, version: string, folder: string, files: Files): Archived {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, RUN.test(path) ? 0o755 : 0o644);
  }
  const out = dirname(folder);
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", out], {
    cwd: folder,
    stdio: "pipe",
    shell: process.platform === "win32", // npm is a script there
  });
  return { folder, archive: join(out, archiveOf(name, version)) };
}
