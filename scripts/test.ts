import { rmSync } from "node:fs";
import { finish } from "./checks/finish";
import { runChecks } from "./checks/run-checks";
import { typeOnlyFiles } from "./checks/type-only-files";

/** `npm test`: what stands still first (types, lint, arrows, dead code), then everything that runs. */
rmSync("coverage", { recursive: true, force: true });
const notCounted = typeOnlyFiles(["src", "policies", "sandbox"]).map((path) => `--exclude=${path}`);
runChecks([
  { title: "types", command: ["tsc", "--noEmit"] },
  { title: "lint", command: ["biome", "check", "--error-on-warnings", "."] },
  { title: "import arrows", command: ["npm", "run", "--silent", "check:arrows"] },
  { title: "dead code", command: ["knip"] },
  { title: "licences", command: ["npm", "run", "--silent", "check:licences"] },
  { title: "unit and property tests, with coverage", command: ["c8", ...notCounted, "mocha", "test/**/*.test.ts"] },
  {
    title: "main flows on the real engine",
    command: ["mocha", "--config", ".mocharc.engine.json", "test/engine/**/*.main.test.ts"],
  },
]).then(finish);
