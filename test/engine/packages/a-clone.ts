import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { copyProject } from "../session/project-copy";

export const ROOT = join(__dirname, "../../..");

/** A clone of this repository, or of a clone of it, and what is run in it. */
export class Clone {
  readonly folder: string;

  constructor(from?: string) {
    this.folder = copyProject(from);
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
