import type { Say } from "../engine";
import { systemErrorText } from "../processes/system-error";

/** Messages about the run; results go to standard output. */
export const sayOnStderr: Say = (line) => void process.stderr.write(`${line}\n`);

/**
 * Runs a program's main function: its answer is the exit status; what it throws is told in words, without a stack trace.
 */
export function runMain(main: () => Promise<number>): void {
  main().then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      sayOnStderr(`error: ${systemErrorText(error) ?? (error instanceof Error ? error.message : String(error))}`);
      process.exitCode = 2;
    },
  );
}
