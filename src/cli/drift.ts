import { exitIfUndelivered, processHost } from "./process-host";
import { runDrift } from "./run-drift";

exitIfUndelivered("drift");

runDrift(process.argv.slice(2), processHost()).then((status) => {
  process.exitCode = status;
});
