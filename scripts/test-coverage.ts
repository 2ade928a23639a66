import { rmSync } from "node:fs";
import { finish } from "./checks/finish";
import { UNIT_MOCHA, unitTests } from "./checks/mocha/test-files";
import { runChecks } from "./checks/run-checks";
import { typeOnlyFiles } from "./checks/type-only-files";

/** Runs `npm run test:coverage`: runs the unit and property tests, and shows how much of the code they cover (`.c8rc.json`). */
rmSync("coverage", { recursive: true, force: true });
const notCounted = typeOnlyFiles(["src", "policies", "sandbox"]).map((path) => `--exclude=${path}`);
void runChecks([{ title: "coverage", command: ["c8", ...notCounted, ...UNIT_MOCHA], files: unitTests() }]).then(finish);
