import { normalize } from "node:path";
import { finish } from "./checks/finish";
import { ENGINE_MOCHA, engineTests } from "./checks/mocha/test-files";
import { runChecks } from "./checks/run-checks";

/** Runs `npm run test:engine [-- <path>…]`: the end-to-end cases in these files and folders, on the real engine. Without a path, all. */
function main(paths: readonly string[]): void {
  const all = engineTests(".test.ts");
  const without = paths.filter((path) => !all.some((file) => file.startsWith(normalize(path))));
  if (without.length > 0) {
    console.error(`error: no end-to-end case is under ${without.join(", ")}`);
    process.exitCode = 2;
    return;
  }
  const files = all.filter((file) => paths.length === 0 || paths.some((path) => file.startsWith(normalize(path))));
  void runChecks([{ title: "flows on the real engine", command: ENGINE_MOCHA, files }]).then(finish);
}

main(process.argv.slice(2));
