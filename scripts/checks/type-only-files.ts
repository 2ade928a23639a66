import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";

/** Nothing but types: no code is left of it, so nothing loads it, and coverage has nothing to count in it. */
export const isTypeOnly = (source: string): boolean => transformSync(source, { loader: "ts" }).code.trim() === "";

/** The files of that kind in these folders, and below. */
export function typeOnlyFiles(folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)))
    .filter((path) => path.endsWith(".ts") && isTypeOnly(readFileSync(path, "utf8")));
}
