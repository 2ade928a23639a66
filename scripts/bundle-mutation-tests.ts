import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

/**
 * Bundles the tests of the law and the verifier for mutation testing. The environment switches mutants on, so all of them use one
 * bundle, and each run starts quickly.
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
