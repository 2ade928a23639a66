import type { Say } from "../engine";
import { systemErrorText, withPath } from "../processes/system-error";

/** Messages about the run; results go to standard output. */
export const sayOnStderr: Say = (line) => void process.stderr.write(`${line}\n`);

/**
 * Runs a program's main function: its answer is the exit status; what it throws is told in words, without a stack trace.
 */
export function runMain(main: () => Promise<number>): void {
  endIfUndelivered();
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

/** Nobody reads on (`… | head`), which is no error but no success either; or what was said can't be written, which is said where it can. */
function endIfUndelivered(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      const text = systemErrorText(withPath(error, "standard output"));
      if (error.code !== "EPIPE" && stream === process.stdout)
        process.stderr.write(`error: ${text ?? error.message}\n`);
      process.exit(2);
    });
}
