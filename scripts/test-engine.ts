import { finish } from "./checks/finish";
import { ENGINE_MOCHA, engineTests } from "./checks/mocha/test-files";
import { runChecks } from "./checks/run-checks";

/** Runs `npm run test:engine`: all end-to-end cases on the real engine. */
void runChecks([
  { title: "every flow on the real engine", command: ENGINE_MOCHA, files: engineTests(".test.ts") },
]).then(finish);
