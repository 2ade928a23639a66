import { readdirSync, readFileSync } from "node:fs";

/** The environment variable that marks the processes of a run. Child processes inherit it. */
export const MARK = "BENCH_RUN";

const EVERY_MS = 25;
/** The unit in which Linux counts processor time. All common platforms have the same. */
const TICKS_PER_SECOND = 100;

/**
 * Adds up the processor time of all marked processes. The operating system's count for child processes leaves out those that
 * their parent doesn't wait for, and the engine doesn't wait for its plugins. So this class reads every process each few
 * milliseconds and adds the last values.
 */
export class ProcessorTime {
  readonly #ours = new Map<string, number>();
  readonly #others = new Set<string>();
  readonly #mark: string;
  readonly #timer: NodeJS.Timeout;
  #ofEnded = 0;

  constructor(mark: string) {
    this.#mark = `${MARK}=${mark}`;
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
  }

  /** Ends the measurement. @returns the seconds, or `undefined` if the system doesn't say (only Linux does) */
  stop(): number | undefined {
    clearInterval(this.#timer);
    const seconds = [...this.#ours.values()].reduce((sum, ofOne) => sum + ofOne, this.#ofEnded);
    return seconds === 0 ? undefined : seconds;
  }

  #look(): void {
    const running = new Set(processes());
    this.#forgetEnded(running);
    for (const pid of running) {
      if (this.#others.has(pid) || !(this.#ours.has(pid) || this.#isOurs(pid))) continue;
      const seconds = secondsOf(pid);
      if (seconds !== undefined) this.#ours.set(pid, seconds);
    }
  }

  /** Forgets processes that have ended, because the system reuses their numbers. */
  #forgetEnded(running: ReadonlySet<string>): void {
    for (const pid of this.#others) if (!running.has(pid)) this.#others.delete(pid);
    for (const [pid, seconds] of this.#ours) {
      if (running.has(pid)) continue;
      this.#ofEnded += seconds;
      this.#ours.delete(pid);
    }
  }

  #isOurs(pid: string): boolean {
    const environment = read(`/proc/${pid}/environ`);
    if (environment?.split("\0").includes(this.#mark)) return true;
    // A program that is just starting has no environment for a moment.
    if (environment !== "") this.#others.add(pid);
    return false;
  }
}

function processes(): readonly string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return []; // not Linux
  }
}

/** The user and system time of a process: fields 14 and 15, counted after the name, which may contain anything. */
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
    return undefined; // it has ended, or belongs to another user
  }
}
