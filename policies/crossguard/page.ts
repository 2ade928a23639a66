import { existsSync } from "node:fs";
import { join, relative } from "node:path";

const started = (): string => process.env["PWD"] ?? process.cwd();

/** The path of the page about a rule, from where the engine was started: in a package next to the pack, here one folder up. */
export const pageOf = (rule: string, folder: string, from = started()): string =>
  existing([join(folder, "docs", "rules", `${rule}.md`), join(folder, "..", "docs", "rules", `${rule}.md`)], from);

/** The path of the page about the pack and its configuration. */
export const packPage = (folder: string, from = started()): string =>
  existing([join(folder, "README.md"), join(folder, "..", "docs", "policy-pack.md")], from);

function existing([inPackage, inRepository]: readonly [string, string], from: string): string {
  const path = existsSync(inPackage) ? inPackage : inRepository;
  const short = relative(from, path);
  return short.startsWith("..") ? path : short;
}
