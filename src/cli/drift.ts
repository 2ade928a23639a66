import { runDrift } from "./drift/drift-command";
import { exitIfUndelivered, processHost } from "./process-host";

exitIfUndelivered("drift");

runDrift(process.argv.slice(2), processHost()).then((status) => {
  process.exitCode = status;
});
