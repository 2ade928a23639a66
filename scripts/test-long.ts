import { readFileSync } from "node:fs";
import { finish } from "./checks/finish";
import { unitTests } from "./checks/mocha/test-files";
import { runChecks } from "./checks/run-checks";

/** Mocha without the configuration file, whose time limits are for short tests. */
const MOCHA = ["mocha", "--no-config", "--node-option", "import=tsx", "--timeout", "0"] as const;
const ORACLES = ["second-opinion", "second-opinion-on-changes", "opinion-of-z3"].map(
  (name) => `test/verifier/${name}.test.ts`,
);

/**
 * Runs `npm run test:long [-- <tenants> [<seed>]]`: tries each property with forty times as many cases as `npm test`. Then it
 * compares the prover with an independent oracle on generated tenants (100,000 by default), and comparisons on a fifth as many
 * pairs of tenants. It works in blocks, each with the seed that repeats it.
 */
function main([tenants = "100000", seed = String(Date.now() % 2 ** 30)]: readonly string[]): void {
  if (![tenants, seed].every((text) => /^\d{1,9}$/.test(text))) {
    console.error("usage: npm run test:long [-- <tenants> [<seed>]], both whole numbers");
    process.exitCode = 2;
    return;
  }
  process.env["GENERATED_TIMES"] = "40";
  process.env["GENERATED_TENANTS"] = tenants;
  process.env["GENERATED_PAIRS"] = String(Math.ceil(Number(tenants) / 5));
  process.env["GENERATED_SEED"] = seed;
  console.log(`${tenants} generated tenants from seed ${seed} on`);
  const properties = unitTests().filter((file) => readFileSync(file, "utf8").includes('/times";'));
  void runChecks([
    { title: "properties, with many cases", command: MOCHA, files: properties },
    { title: "second opinions", command: MOCHA, files: ORACLES },
  ]).then(finish);
}

main(process.argv.slice(2));
