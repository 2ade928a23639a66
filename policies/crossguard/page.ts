import { existsSync } from "node:fs";
import { join, relative } from "node:path";

/** The path of a page of docs/, from where the engine was started: in a package next to the pack, here one folder up. */
export function pageOf(page: string, folder: string, from = process.env["PWD"] ?? process.cwd()): string {
  const inPackage = join(folder, page === "policy-pack.md" ? "README.md" : join("docs", page));
  const path = existsSync(inPackage) ? inPackage : join(folder, "..", "docs", page);
  const short = relative(from, path);
  return short.startsWith("..") ? path : short;
}
