import { runProcess } from "../src/cli/process-host";
import { azmfa } from "./commands";

runProcess("azmfa", azmfa);
