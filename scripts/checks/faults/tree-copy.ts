import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";

const LEFT_OUT = ["node_modules", ".git", ".sandbox", "coverage", "reports", "dist"];

/** Copies the working tree to a new folder, with the same node_modules. Faults are planted only there. */
export function copyTree(tree: string): { readonly folder: string; remove(): void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "azmfa-faults-")));
  const isWanted = (path: string) => !LEFT_OUT.includes(relative(tree, path).split(sep)[0] ?? "");
  cpSync(tree, folder, { recursive: true, filter: isWanted });
  symlinkSync(join(tree, "node_modules"), join(folder, "node_modules"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
