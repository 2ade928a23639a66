import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ROOT = join(__dirname, "../../..");

/** What a run makes, and what building doesn't need. */
const LEFT_OUT = ["node_modules", ".git", ".sandbox", ".stryker-tmp", "coverage", "reports", "dist", "test"];

/** A clone of this repository, or of a clone of it, in a folder of its own, and what is run in it. */
export class Clone {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "clone-")));

  constructor(from = ROOT) {
    for (const part of readdirSync(from).filter((name) => !LEFT_OUT.includes(name)))
      cpSync(join(from, part), join(this.folder, part), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"));
  }

  /** Runs `npm run build` with these arguments. */
  build(args: readonly string[], environment: NodeJS.ProcessEnv = {}, umask = "022") {
    const command = ["umask", umask, "&&", "exec", "npm", "run", "--silent", "build", "--", ...args].join(" ");
    const { npm_config_scope: _, ...inherited } = process.env;
    return spawnSync("sh", ["-c", command], {
      cwd: this.folder,
      env: { ...inherited, ...environment },
      encoding: "utf8",
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
