import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";

/** Whether a source has only types. No code is left of it, so nothing loads it and coverage can't count it. */
export const isTypeOnly = (source: string): boolean => transformSync(source, { loader: "ts" }).code.trim() === "";

/** The files with only types in these folders and their subfolders. */
export function typeOnlyFiles(folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)))
    .filter((path) => path.endsWith(".ts") && isTypeOnly(readFileSync(path, "utf8")));
}
