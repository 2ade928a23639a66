import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/** The processes that this host has started and that still run. */
export class Children {
  readonly #running = new Set<ChildProcess>();

  /** Starts a process and keeps it in mind until it ends. */
  start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    const child = spawn(command, args, options);
    this.#running.add(child);
    const forget = () => this.#running.delete(child);
    child.once("close", forget).once("error", forget);
    return child;
  }

  /** Ends every process that still runs. */
  stop(signal: NodeJS.Signals): void {
    for (const child of this.#running) child.kill(signal);
  }
}
