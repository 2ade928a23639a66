import { finish } from "./checks/finish";
import { ENGINE_MOCHA, engineTests, unitTests } from "./checks/mocha/test-files";
import { runChecks } from "./checks/run-checks";

/** Runs `npm test`: first the static checks (types, lint, arrows, dead code, size), then all tests. */
void runChecks([
  { title: "types", command: ["tsc", "--noEmit"] },
  { title: "lint", command: ["biome", "check", "--error-on-warnings", "."] },
  { title: "import arrows", command: ["npm", "run", "--silent", "check:arrows"] },
  { title: "dead code", command: ["knip"] },
  { title: "size", command: ["npm", "run", "--silent", "size"] },
  { title: "licences", command: ["npm", "run", "--silent", "check:licences"] },
  {
    title: "main flows on the real engine, unit and property tests",
    command: ENGINE_MOCHA,
    files: [...engineTests(".main.test.ts"), ...unitTests()], // the slowest first
  },
]).then(finish);
