import { exitIfUndelivered } from "./exit-if-undelivered";
import { processSurroundings } from "./process-surroundings";
import { run } from "./run";

exitIfUndelivered("azmfa");

run(process.argv.slice(2), processSurroundings()).then((status) => {
  process.exitCode = status;
});
