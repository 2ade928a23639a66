import { whyNotWritable } from "./files/why-not-writable";

/** No proof and no answer have reached anybody. */
const NOT_DELIVERED = 2;

/**
 * Ends the program where its results can't be written. That nobody reads on (`azmfa … | head`) is no error, but no
 * proof either.
 */
export function exitIfUndelivered(program: string): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && stream === process.stdout)
        process.stderr.write(`${program}: results could not be written: ${whyNotWritable(error)}\n`);
      process.exit(NOT_DELIVERED);
    });
}
