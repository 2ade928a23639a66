import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { parse } from "yaml";
import { CATALOGUE } from "./catalogue";
import { offerNoRemediation, onConfigure, onConfigureStack, skipTypes } from "./crossguard/analyzer-service";
import { crossguardPolicy, type Decisions } from "./crossguard/policy";
import { Run } from "./crossguard/run";
import { isOfEntra } from "./model/entra-objects";
import { type Configuration, problemsWith, withLevels } from "./settings/configuration";
import { settingsLoader } from "./settings/load-settings";

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
  const run = new Run();
  let stack: string | undefined;
  let settingsFor = settingsLoader(own, surroundings);
  let isMandatory = (rule: string): boolean => own[rule]?.enforcementLevel !== "advisory";
  onConfigure(({ settings, levels }) => {
    insistOnGood(settings, "the policy pack's configuration");
    settingsFor = settingsLoader(settings, surroundings);
    // What can't be loaded stops the run here, where it can say why.
    if (stack !== undefined) settingsFor(stack);
    isMandatory = (rule) => levels.get(rule) !== "advisory";
  });
  offerNoRemediation();
  skipTypes((type) => !isOfEntra(type) && !type.startsWith("pulumi:"));
  onConfigureStack((phase) => {
    run.isPreview = phase.isPreview;
    stack = phase.stack;
  });
  const decisions: Decisions = {
    settingsFor: (stack) => settingsFor(stack),
    isMandatory: (rule) => isMandatory(rule),
  };
  const policies = CATALOGUE.map((rule) => crossguardPolicy(rule, run, decisions));
  new PolicyPack("azure-management-mfa", { enforcementLevel: "mandatory", policies }, own);
}

try {
  start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
