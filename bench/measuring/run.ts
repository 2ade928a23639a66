import { randomUUID } from "node:crypto";
import { type Command, runChild } from "../../sandbox/processes/child";
import { MARK, ProcessorTime } from "./processor-time";

/** The time of a run in seconds. */
export interface Run {
  readonly wall: number;
  /** The processor time of the program and its child processes. NaN if the system doesn't say. */
  readonly processor: number;
}

/**
 * Runs a program until it ends.
 * @throws Error with its output if it fails, because a failed run would look fast
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
