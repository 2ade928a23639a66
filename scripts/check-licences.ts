import { readFileSync } from "node:fs";
import { misfits } from "./checks/licences";

/** `npm run check:licences`: whether the licence of each package that is installed fits this project's own. */
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const wrong = misfits(packages);
for (const line of wrong) console.error(line);
if (wrong.length > 0) console.error("help: take another package, or add its licence to scripts/checks/licences.ts");
process.exitCode = wrong.length === 0 ? 0 : 1;
