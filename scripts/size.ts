import { resolve } from "node:path";
import { isOver, measure, sizeTable } from "./checks/size";

/** `npm run size`: how many lines each part of the repository has, and may have. Ends with 1 if one has too many. */
const parts = measure(resolve(__dirname, ".."));
console.log(sizeTable(parts));
process.exitCode = parts.some(isOver) ? 1 : 0;
