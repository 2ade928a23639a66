import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { parse } from "yaml";
import { CATALOGUE } from "./catalogue";
import { policyOf } from "./pulumi/policy-of";
import { Run } from "./pulumi/run";
import { watchConfiguration } from "./pulumi/watch-configuration";
import { type Configuration, problemsWith } from "./settings/check-configuration";
import { settingsLoader } from "./settings/load-settings";
import { withLevels } from "./settings/with-levels";

const FILE = "config.yaml";
const RULES = CATALOGUE.map(({ id }) => id);

/** @throws Error with everything that is wrong */
function insistOnGood(configuration: unknown, whose: string): void {
  const problems = problemsWith(configuration, RULES);
  if (problems.length === 0) return;
  throw new Error(
    [`${whose} is wrong, so nothing was decided:`, ...problems, "help: docs/policy-pack.md"].join("\n  "),
  );
}

/** The owner's configuration; none is an empty one. */
function ownersConfiguration(): Configuration {
  const path = join(__dirname, FILE);
  const configuration = existsSync(path) ? parse(readFileSync(path, "utf8")) : {};
  insistOnGood(configuration, `the pack's ${FILE}`);
  return configuration;
}

function start(): void {
  const surroundings = { folder: __dirname, today: () => new Date() };
  const own = withLevels(ownersConfiguration(), RULES);
  let settingsFor = settingsLoader(own, surroundings);
  watchConfiguration((configuration) => {
    insistOnGood(configuration, "the policy pack's configuration");
    settingsFor = settingsLoader(configuration, surroundings);
  });
  const run = new Run();
  const policies = CATALOGUE.map((rule) => policyOf(rule, run, (stack) => settingsFor(stack)));
  new PolicyPack("azure-management-mfa", { enforcementLevel: "mandatory", policies }, own);
}

try {
  start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
