import { join } from "node:path";
import { newRule } from "./pack/new-rule";

/** Runs `npm run new:rule -- <id>`: creates the files of a rule and adds it to the catalogue. */
try {
  const [id = ""] = process.argv.slice(2);
  for (const file of newRule(id, join(__dirname, ".."))) process.stdout.write(`${file}\n`);
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : error}\n  help: npm run new:rule -- <id>\n`);
  process.exitCode = 2;
}
