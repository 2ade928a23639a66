// Loaded with NODE_OPTIONS=--import into whatever runs in Node. The Pulumi program waits in it for ever before it begins:
// with HOLD_IN=up each time, with HOLD_IN=drift only under the drift check. That it does, a file says: HOLD_FILE.
import { writeFileSync } from "node:fs";

const [, program = "", ...args] = process.argv;
if (args[0]?.endsWith("azmfa/main.ts") && args[1] === "drift") process.env["UNDER_DRIFT"] = "yes"; // what it starts inherits that
const isWanted = process.env["HOLD_IN"] === "up" || process.env["UNDER_DRIFT"] === "yes";
if (isWanted && /@pulumi\/pulumi\/cmd\/run(\/index\.js)?$/.test(program)) {
  writeFileSync(String(process.env["HOLD_FILE"]), "");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
