import { readFileSync } from "node:fs";
import { finish } from "./checks/finish";
import { unitTests } from "./checks/mocha/test-files";
import { type Check, runChecks } from "./checks/run-checks";

/** Mocha without the configuration file, whose time limits are for short tests. */
const MOCHA = ["mocha", "--no-config", "--node-option", "import=tsx", "--timeout", "0"] as const;
const ORACLES = ["second-opinion", "second-opinion-on-changes", "opinion-of-z3"].map(
  (name) => `test/verifier/${name}.test.ts`,
);
/** How many tenants one process compares. A process is slow until its code and Z3's are compiled. */
const PIECE = 1000;

/**
 * Runs `npm run test:long [-- <tenants> [<seed>]]`: tries each property with forty times as many cases as `npm test`. Then it
 * compares the prover with two independent oracles on generated tenants (100,000 by default), and comparisons on a fifth as many
 * pairs of tenants. It works in pieces. Each has a seed of its own, and is repeated alone by its number of tenants and its seed.
 */
function main([tenants = "100000", seed]: readonly string[]): void {
  if (![tenants, seed ?? "0"].every((text) => /^\d{1,9}$/.test(text))) {
    console.error("usage: npm run test:long [-- <tenants> [<seed>]], both whole numbers");
    process.exitCode = 2;
    return;
  }
  const files = unitTests().filter((file) => readFileSync(file, "utf8").includes('/times";'));
  const env = { GENERATED_TIMES: "40" };
  const properties: Check = { title: "properties, with many cases", command: MOCHA, files, env };
  const compared = pieces(Number(tenants), Number(seed ?? Date.now() % 2 ** 29));
  void runChecks(seed === undefined ? [properties, ...compared] : compared).then(finish);
}

const pieces = (tenants: number, seed: number): readonly Check[] =>
  Array.from({ length: Math.ceil(tenants / PIECE) }, (_, number) => {
    const from = number * PIECE;
    const size = Math.min(PIECE, tenants - from);
    const own = seed + from;
    return {
      title: `${from + 1} to ${from + size} of ${tenants} tenants, again: npm run test:long -- ${size} ${own}`,
      command: MOCHA,
      files: ORACLES,
      env: {
        GENERATED_TENANTS: `${size}`,
        GENERATED_PAIRS: `${Math.ceil(size / 5)}`,
        GENERATED_SEED: `${own}`,
      },
    };
  });

main(process.argv.slice(2));
