import { readdirSync, readFileSync } from "node:fs";

/** In the environment of every process of one run: what a measured program starts inherits it. */
export const MARK = "BENCH_RUN";

const EVERY_MS = 25;
/** What Linux counts processor time in; the same on all of its common platforms. */
const TICKS_PER_SECOND = 100;

/**
 * Adds up the processor time of all processes that carry a mark. The operating system's own count for "children" leaves
 * out those that nobody waited for, and the engine doesn't wait for its plugins. So each process is looked at every few
 * milliseconds, and its last value counts.
 */
export class ProcessorTime {
  readonly #ours = new Map<string, number>();
  readonly #others = new Set<string>();
  readonly #mark: string;
  readonly #timer: NodeJS.Timeout;

  constructor(mark: string) {
    this.#mark = `${MARK}=${mark}`;
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
  }

  /** @returns seconds so far; `undefined` where the system doesn't tell (only Linux does) */
  stop(): number | undefined {
    clearInterval(this.#timer);
    if (this.#ours.size === 0) return undefined;
    return [...this.#ours.values()].reduce((sum, seconds) => sum + seconds, 0);
  }

  #look(): void {
    for (const pid of processes()) {
      if (this.#others.has(pid)) continue;
      const seconds = this.#ours.has(pid) || this.#isOurs(pid) ? secondsOf(pid) : undefined;
      if (seconds !== undefined) this.#ours.set(pid, seconds);
      else if (!this.#ours.has(pid)) this.#others.add(pid);
    }
  }

  #isOurs(pid: string): boolean {
    return read(`/proc/${pid}/environ`)?.split("\0").includes(this.#mark) ?? false;
  }
}

function processes(): readonly string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return []; // not Linux
  }
}

/** Time in programs and in the system for them: fields 14 and 15, counted after the name, which may hold anything. */
function secondsOf(pid: string): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // it has ended, or belongs to somebody else
  }
}
