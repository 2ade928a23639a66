import { exitIfUndelivered, processHost } from "./process-host";
import { run } from "./run";

exitIfUndelivered("azmfa");

run(process.argv.slice(2), processHost()).then((status) => {
  process.exitCode = status;
});
