import { randomUUID } from "node:crypto";
import { type Command, runChild } from "../../sandbox/processes/child";
import { MARK, ProcessorTime } from "./processor-time";

/** What a run took, in seconds. */
export interface Run {
  readonly wall: number;
  /** Of the program and all that it started; not a number where the system doesn't tell. */
  readonly processor: number;
}

/**
 * Runs a program to its end.
 * @throws Error with what it printed, where it fails: what failed early would look fast
 */
export async function timed(command: Command): Promise<Run> {
  const mark = randomUUID();
  const environment = { ...(command.environment ?? process.env), [MARK]: mark };
  const processor = new ProcessorTime(mark);
  const start = performance.now();
  try {
    const { status, stdout, stderr } = await runChild({ ...command, environment });
    const wall = (performance.now() - start) / 1000;
    if (status !== 0) throw new Error(`${[command.command, ...command.args].join(" ")}\n${stdout}${stderr}`);
    return { wall, processor: processor.stop() ?? Number.NaN };
  } finally {
    processor.stop();
  }
}
