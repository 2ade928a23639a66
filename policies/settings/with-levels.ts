import { type Configuration, isSettings } from "./check-configuration";

const LEVEL = "mandatory";

/**
 * The configuration with a level for each rule: settings without one would make the SDK say *advisory*, and a rejection
 * would pass.
 */
export function withLevels(configuration: Configuration, rules: readonly string[]): { [rule: string]: RuleSettings } {
  const forAll = configuration["all"];
  const level = levelIn(forAll) ?? LEVEL;
  return Object.fromEntries(rules.map((rule) => [rule, settingsWithLevel(configuration[rule], level)]));
}

type Level = "advisory" | "mandatory" | "remediate" | "disabled";
type RuleSettings = { readonly [key: string]: unknown; readonly enforcementLevel: Level };

function settingsWithLevel(settings: unknown, level: Level): RuleSettings {
  const own = isSettings(settings) ? settings : {};
  return { ...own, enforcementLevel: levelIn(settings) ?? level };
}

function levelIn(settings: unknown): Level | undefined {
  const level = isSettings(settings) ? settings["enforcementLevel"] : settings;
  return LEVELS.find((known) => known === level);
}

const LEVELS: readonly Level[] = ["advisory", "mandatory", "remediate", "disabled"];
