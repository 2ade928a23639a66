import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

/**
 * Bundles the tests of what decides for mutation testing: mutants are switched on by the environment, so one bundle serves
 * all of them, and each run starts in a fraction of the time.
 */
const FOLDERS = ["law", "verifier"].map((name) => join("test", name));

const tests = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(folder, name)),
);
buildSync({
  entryPoints: tests,
  outbase: "test",
  bundle: true,
  platform: "node",
  outdir: join("reports", "mutation-tests"),
  logLevel: "error",
});
