import { processSurroundings } from "./process-surroundings";
import { run } from "./run";

/** Nobody reads the results any more (`azmfa … | head`): no error, but no proof either. */
const NOT_DELIVERED = 2;

for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(NOT_DELIVERED);
    throw error;
  });

run(process.argv.slice(2), processSurroundings()).then((status) => {
  process.exitCode = status;
});
