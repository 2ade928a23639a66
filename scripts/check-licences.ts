import { readFileSync } from "node:fs";
import { misfits } from "./checks/licences";

/** Runs `npm run check:licences`: checks that the licence of each installed package is compatible with this project's. */
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const wrong = misfits(packages);
for (const line of wrong) console.error(line);
if (wrong.length > 0) console.error("help: use another package, or add its licence to scripts/checks/licences.ts");
process.exitCode = wrong.length === 0 ? 0 : 1;
