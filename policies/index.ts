import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { CATALOGUE } from "./catalogue";
import { startPack } from "./crossguard/pack";

/** The owner's configuration, if there is one. */
const CONFIGURATION = join(__dirname, "config.yaml");

try {
  startPack({
    name: "azure-management-mfa",
    rules: CATALOGUE,
    own: existsSync(CONFIGURATION) ? parse(readFileSync(CONFIGURATION, "utf8")) : {},
    environment: { folder: __dirname, today: () => new Date() },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
