import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { archiveOf } from "./names";

/** The files of a package by path. */
export type Files = ReadonlyMap<string, string | Buffer>;

/** The folder and the archive of a package. */
export interface Archived {
  readonly folder: string;
  readonly archive: string;
}

/** The executable files. */
const RUN = /^bin\//;

/**
 * Writes the folder of a package and packs it. It sets the modes itself, whatever the umask is, and npm leaves out times and
 * owners, so the same files give the same archive.
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
    shell: process.platform === "win32", // npm is a script on Windows
  });
  return { folder, archive: join(out, archiveOf(name, version)) };
}
