import { normalize, sep } from "node:path";
import { finish } from "./checks/finish";
import { unitTests } from "./checks/mocha/test-files";
import { runChecks } from "./checks/run-checks";

/**
 * Runs `npm run test:unit [-- <path>… [-g <words>]]`: the tests in these files and folders, without the engine and without
 * coverage. A source file stands for its test, and a folder of sources for its tests.
 */
function main(args: readonly string[]): void {
  const words = args.indexOf("-g");
  const [paths, options] = words === -1 ? [args, []] : [args.slice(0, words), args.slice(words)];
  const found = paths.map((path) => ({ path, files: testsOf(path) }));
  const without = found.filter(({ files }) => files.length === 0).map(({ path }) => path);
  if (without.length > 0) {
    console.error(`error: no unit test is under ${without.join(", ")}`);
    process.exitCode = 2;
    return;
  }
  const files = paths.length === 0 ? unitTests() : [...new Set(found.flatMap(({ files }) => files))];
  void runChecks([{ title: "unit tests", command: ["mocha", ...options], files }]).then(finish);
}

/**
 * The tests of a path. `src/cli` and `test/cli` mean the tests in `test/cli`, and `sandbox/break.ts` means
 * `test/sandbox/break.test.ts`.
 */
function testsOf(path: string): readonly string[] {
  const normal = normalize(path).replace(/[/\\]$/, "");
  const inTest = normal.replace(/^src[/\\]/, `test${sep}`).replace(/^(?!test([/\\]|$))/, `test${sep}`);
  const file = inTest.replace(/(\.test)?\.[jt]s$/, ".test.ts");
  return unitTests().filter((test) => test === file || test.startsWith(inTest + sep));
}

main(process.argv.slice(2));
