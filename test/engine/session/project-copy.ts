import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";

const PROJECT = resolve(__dirname, "../../..");

/** What a run makes, and what running the project doesn't take. */
const LEFT_OUT = ["node_modules", ".git", ".sandbox", ".stryker-tmp", "coverage", "reports", "dist", "test", "bench"];

/** A copy of this project, or of a copy, in a new folder, with the same node_modules, so that a test's state and files are its own. */
export function copyProject(from = PROJECT): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "azmfa-project-")));
  const isWanted = (path: string) => !LEFT_OUT.includes(relative(from, path).split(sep)[0] ?? "");
  cpSync(from, folder, { recursive: true, filter: isWanted });
  symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  // As if the stand-in had been named before: which provider a test runs with doesn't depend on what can be downloaded.
  mkdirSync(join(folder, ".sandbox", "provider"), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, ".sandbox", "provider", "choice"), "stand-in");
  return folder;
}
