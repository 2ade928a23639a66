import { resolve } from "node:path";
import { isOver, measure, sizeTable } from "./checks/size";

/**
 * Runs `npm run size`: shows the number of lines of each part of the repository, and its limit. Ends with status 1 if a part is
 * over its limit.
 */
const parts = measure(resolve(__dirname, ".."));
console.log(sizeTable(parts));
process.exitCode = parts.some(isOver) ? 1 : 0;
