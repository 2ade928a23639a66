import { isObject, type JsonObject } from "../../src/law/json/json-object";
import { didYouMean } from "../../src/text/nearest-word";
import { quoted } from "../../src/text/printable";
import { KEYS, type Key, suggest } from "./keys";

/** A pack's configuration as the engine sends it: settings by rule. A rule's settings may be just an enforcement level. */
export type Configuration = JsonObject;

/** What happens to a rule's findings. The pack remediates nothing, but the SDK has the level. */
const LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const;
/** The enforcement level of a rule. */
export type Level = (typeof LEVELS)[number];

/** Everything that is wrong with a configuration, one line each. The engine accepts misspelt rules and settings. */
export function problemsWith(configuration: unknown, rules: readonly string[]): readonly string[] {
  if (!isObject(configuration)) return ["the configuration must have settings by the names of rules"];
  return [
    ...Object.entries(configuration).flatMap(([rule, settings]) => problemsOfRule(rule, settings, rules)),
    ...carriersWithoutStack(configuration["no-mfa-bypass"]),
  ];
}

/** Carriers count only in the stack that owns the guarantee. With the default baseline, `elsewhere`, no rule reads them. */
function carriersWithoutStack(settings: unknown): readonly string[] {
  if (!isObject(settings) || settings["carriers"] === undefined || settings["baseline"] !== undefined) return [];
  return ["`no-mfa-bypass.carriers` needs `baseline: in-stack`: with the default, `elsewhere`, no rule reads them"];
}

/** @throws Error with everything that is wrong with the configuration */
export function insistOnGood(configuration: unknown, rules: readonly string[], whose: string, page: string): void {
  const problems = problemsWith(configuration, rules);
  if (problems.length === 0) return;
  throw new Error([`${whose} is wrong, so nothing was decided:`, ...problems, `help: ${page}`].join("\n  "));
}

function problemsOfRule(rule: string, settings: unknown, rules: readonly string[]): readonly string[] {
  const hint = rule === "exclusions" ? A_REGISTER : suggest(rule, rules);
  if (rule !== "all" && !rules.includes(rule)) return [`there is no rule ${quoted(rule)}${hint}`];
  if (typeof settings === "string") return levelProblem(rule, settings);
  if (!isObject(settings)) return [`${quoted(rule)} must have settings, or an enforcement level`];
  return Object.entries(settings).flatMap(([name, value]) => problemsOfKey(rule, name, value));
}

function problemsOfKey(rule: string, name: string, value: unknown): readonly string[] {
  if (name === "enforcementLevel") return levelProblem(`${rule}.enforcementLevel`, value);
  const key: Key | undefined = new Map<string, Key>(Object.entries(KEYS)).get(name);
  if (key === undefined) return [`${quoted(rule)} has no setting ${quoted(name)}${suggest(name, namesFor(rule))}`];
  if (key.rule !== rule) return [`${quoted(`${rule}.${name}`)} belongs under ${quoted(key.rule)}`];
  const problem = key.problem(value);
  return problem === undefined ? [] : [`${quoted(`${rule}.${name}`)} ${problem}`];
}

function namesFor(rule: string): readonly string[] {
  const own = Object.entries(KEYS).flatMap(([name, key]) => (key.rule === rule ? [name] : []));
  return [...own, "enforcementLevel"];
}

const levelProblem = (where: string, level: unknown): readonly string[] =>
  LEVELS.some((known) => known === level)
    ? []
    : [`${quoted(where)} must be one of ${LEVELS.join(", ")}${didYouMean(String(level), LEVELS, quoted)}`];

const A_REGISTER =
  ": this is a register. To check it, check a configuration with its path in `approved-exclusions.register`";

/** The configuration with a level for each rule. The SDK's default is advisory, so a rejection would pass. */
export function withLevels(
  configuration: Configuration,
  rules: readonly { readonly id: string }[],
): { [rule: string]: RuleSettings } {
  const forAll = levelIn(configuration["all"]);
  return Object.fromEntries(
    rules.map(({ id }) => {
      const settings = configuration[id];
      const own = isObject(settings) ? settings : {};
      return [id, { ...own, enforcementLevel: levelIn(settings) ?? forAll ?? "mandatory" }];
    }),
  );
}

type RuleSettings = JsonObject & { readonly enforcementLevel: Level };

function levelIn(settings: unknown): Level | undefined {
  const level = isObject(settings) ? settings["enforcementLevel"] : settings;
  return LEVELS.find((known) => known === level);
}
