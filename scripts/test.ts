import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { finish } from "./checks/finish";
import { ENGINE_MOCHA, engineTests, unitTests } from "./checks/mocha/test-files";
import { runChecks } from "./checks/run-checks";
import { typeOnlyFiles } from "./checks/type-only-files";

/** `npm test`: what stands still first (types, lint, arrows, dead code, size), then everything that runs. */
rmSync("coverage", { recursive: true, force: true });
const inParallel = ["--parallel", "--jobs", String(availableParallelism())];
const notCounted = typeOnlyFiles(["src", "policies", "sandbox"]).map((path) => `--exclude=${path}`);
void runChecks([
  { title: "types", command: ["tsc", "--noEmit"] },
  { title: "lint", command: ["biome", "check", "--error-on-warnings", "."] },
  { title: "import arrows", command: ["npm", "run", "--silent", "check:arrows"] },
  { title: "dead code", command: ["knip"] },
  { title: "size", command: ["npm", "run", "--silent", "size"] },
  { title: "licences", command: ["npm", "run", "--silent", "check:licences"] },
  {
    title: "unit and property tests, with coverage",
    command: ["c8", ...notCounted, "mocha", ...inParallel],
    files: unitTests(),
  },
  { title: "main flows on the real engine", command: ENGINE_MOCHA, files: engineTests(".main.test.ts") },
]).then(finish);
