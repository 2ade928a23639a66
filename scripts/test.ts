import { finish } from "./checks/finish";
import { ENGINE_MOCHA, engineTests, unitTests } from "./checks/mocha/test-files";
import { runChecks } from "./checks/run-checks";

/** `npm test`: what stands still first (types, lint, arrows, dead code, size), then everything that runs. */
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
    files: [...engineTests(".main.test.ts"), ...unitTests()], // the longest first
  },
]).then(finish);
