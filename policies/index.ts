import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { CATALOGUE } from "./catalogue";
import { startPack } from "./crossguard/pack";
import { packPage } from "./crossguard/page";
import { type Configuration, insistOnGood } from "./settings/configuration";

const FILE = "config.yaml";

/** The owner's configuration; empty if there is none. */
function ownersConfiguration(): Configuration {
  const path = join(__dirname, FILE);
  const configuration = existsSync(path) ? parse(readFileSync(path, "utf8")) : {};
  const rules = CATALOGUE.map(({ id }) => id);
  insistOnGood(configuration, rules, `the pack's ${FILE}`, packPage(__dirname));
  return configuration;
}

try {
  startPack({
    name: "azure-management-mfa",
    rules: CATALOGUE,
    own: ownersConfiguration(),
    environment: { folder: __dirname, today: () => new Date() },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
