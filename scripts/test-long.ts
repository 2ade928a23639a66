import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

/**
 * `npm run test:long [-- <tenants> [<seed>]]`: compares the prover with an oracle that shares no code with it, on so many
 * generated tenants, 100,000 by default, and comparisons on a fifth as many pairs of them. It goes on in blocks; each is printed when it is done, with the seed that
 * repeats it.
 */
const [tenants = "100000", seed = String(Date.now() % 2 ** 30)] = process.argv.slice(2);
if (![tenants, seed].every((text) => /^\d{1,9}$/.test(text))) {
  console.error("usage: npm run test:long [-- <tenants> [<seed>]], both whole numbers");
  process.exit(2);
}
console.log(`${tenants} generated tenants from seed ${seed} on`);
const { status, error } = spawnSync(
  resolve("node_modules", ".bin", "mocha"),
  // Without the configuration file: its limits are for tests that end within minutes.
  [
    "--no-config",
    "--node-option",
    "import=tsx",
    ...["--timeout", "0"],
    "test/verifier/second-opinion.test.ts",
    "test/verifier/second-opinion-on-changes.test.ts",
  ],
  {
    env: {
      ...process.env,
      GENERATED_TENANTS: tenants,
      GENERATED_PAIRS: String(Math.ceil(Number(tenants) / 5)),
      GENERATED_SEED: seed,
    },
    stdio: "inherit",
  },
);
if (error !== undefined) console.error(`mocha: ${error.message}`);
process.exitCode = status === 0 ? 0 : 1;
