import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession, type Session } from "../../sandbox/session";
import { type Run, timed } from "../measuring/run";
import { progress } from "../measuring/table";

const REPOSITORY = join(__dirname, "..", "..");

/** A Pulumi project in a temporary folder, which uses the sandbox's engine. */
export class Workplace {
  readonly folder: string;
  readonly #session: Session;

  private constructor(folder: string, session: Session) {
    this.folder = folder;
    this.#session = session;
  }

  static async open(): Promise<Workplace> {
    const folder = mkdtempSync(join(tmpdir(), "bench-pack-"));
    const program = join(folder, "program");
    mkdirSync(program);
    symlinkSync(join(REPOSITORY, "node_modules"), join(program, "node_modules"));
    writeFileSync(join(program, "Pulumi.yaml"), "name: measured\nruntime: nodejs\nmain: index.js\n");
    writeFileSync(join(program, "package.json"), '{ "name": "measured" }');
    const provider = { kind: "stand-in" } as const;
    const session = await openSession({ project: folder, programFolder: program, provider, say: progress });
    layOutProvider(session.folders.home);
    const place = new Workplace(folder, session);
    await place.#pulumi("stack", "init", "dev");
    return place;
  }

  async close(): Promise<void> {
    await this.#session.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes the program for the next previews. */
  declare(program: string): void {
    writeFileSync(join(this.#session.programFolder, "index.js"), program);
  }

  preview(packArguments: readonly string[]): Promise<Run> {
    return this.#pulumi("preview", "--suppress-progress", "--color", "never", ...packArguments);
  }

  #pulumi(...args: readonly string[]): Promise<Run> {
    const { engine, environment, programFolder } = this.#session;
    return timed({ command: engine.executable, args: [...args, "--non-interactive"], cwd: programFolder, environment });
  }
}

function layOutProvider(home: string): void {
  const folder = join(home, "plugins", "resource-plain-v1.0.0");
  mkdirSync(folder, { recursive: true });
  const executable = join(folder, "pulumi-resource-plain");
  const script = join(REPOSITORY, "bench", "plain-provider.ts");
  const command = [process.execPath, "--import", require.resolve("tsx"), script].map((word) => `'${word}'`).join(" ");
  writeFileSync(executable, `#!/bin/sh\nexec ${command} "$@"\n`);
  chmodSync(executable, 0o755);
}
