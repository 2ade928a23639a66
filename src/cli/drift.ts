import { runDrift } from "./drift/drift-command";
import { runProcess } from "./process-host";

runProcess("drift", runDrift);
