import { runProcess } from "./process-host";
import { run } from "./run";

runProcess("azmfa", run);
