import { asObject, isObject, type JsonObject } from "../../src/law/json/json-object";
import { comparableId } from "../../src/law/model/ids";
import { isGuid } from "../../src/text/guid";
import { isoDate } from "../../src/text/iso-date";
import { quoted } from "../../src/text/printable";
import { PROTECTED_KINDS } from "./settings";

/** A pack's configuration as the engine sends it: settings by rule. A rule's settings may be just an enforcement level. */
export type Configuration = JsonObject;

/** A setting. */
interface Key {
  /** The rule under which it is written. */
  readonly rule: string;
  /** What is wrong with a value; `undefined` if nothing is. */
  readonly problem: (value: unknown) => string | undefined;
}

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
const isDay = (value: unknown): boolean => typeof value === "string" && isoDate(value) !== undefined;
const isSource = (value: unknown): boolean => isText(value) || isObject(value);

const setting = (rule: string, what: string, isGood: (value: unknown) => boolean): Key => ({
  rule,
  problem: (value) => (isGood(value) ? undefined : `must be ${what}`),
});

/** All settings of the pack. */
export const KEYS = {
  baseline: setting(
    "no-mfa-bypass",
    "`in-stack` or `elsewhere`",
    (value) => value === "in-stack" || value === "elsewhere",
  ),
  carriers: setting(
    "no-mfa-bypass",
    "a list of logical names",
    (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  ),
  tenantId: setting("no-mfa-bypass", "the tenant's id, a GUID", (value) => isText(value) && isGuid(value)),
  register: setting("approved-exclusions", "a path, or the register's content", isSource),
  asOf: setting(
    "approved-exclusions",
    "a day, YYYY-MM-DD, or a day for each stack by its name",
    (value) => isDay(value) || (isObject(value) && Object.values(value).every(isDay)),
  ),
  reportOnlyUntil: setting("report-only-deadline", "a day, YYYY-MM-DD", isDay),
  protected: { rule: "protected-baseline", problem: protectedProblem },
  tenant: setting("tenant-stays-closed", "a path, or the snapshot", isSource),
} satisfies Record<string, Key>;

/** The name of a setting. */
export type KeyName = keyof typeof KEYS;

/** The value of a setting, as it is written. */
export const valueIn = (configuration: Configuration, name: KeyName): unknown =>
  asObject(configuration[KEYS[name].rule])?.[name];

function protectedProblem(value: unknown): string | undefined {
  if (!isObject(value)) return `must have lists of ids under ${PROTECTED_KINDS.join(", ")}`;
  for (const [kind, ids] of Object.entries(value)) {
    if (!PROTECTED_KINDS.some((one) => one === kind)) return `has no list ${quoted(kind)}${known(PROTECTED_KINDS)}`;
    if (!Array.isArray(ids) || !ids.every(isText)) return `has \`${kind}\`, which must be a list of ids`;
    const odd = ids.find((id) => !isGuid(comparableId(id)));
    if (odd !== undefined) return `has ${quoted(odd)} under \`${kind}\`, which is no object id`;
  }
  return undefined;
}

/** The end of a sentence about an unknown word: all known words. */
const known = (words: readonly string[]): string => `; known: ${words.join(", ")}`;

/** Everything that is wrong with a configuration, one line each. The engine accepts misspelt rules and settings. */
export function problemsWith(configuration: unknown, rules: readonly string[]): readonly string[] {
  if (!isObject(configuration)) return ["the configuration must have settings by the names of rules"];
  return [
    ...Object.entries(configuration).flatMap(([rule, settings]) => problemsOfRule(rule, settings, rules)),
    ...(valueIn(configuration, "carriers") !== undefined && valueIn(configuration, "baseline") === undefined
      ? ["`no-mfa-bypass.carriers` needs `baseline: in-stack`: with the default, `elsewhere`, no rule reads them"]
      : []),
  ];
}

/** @throws Error with everything that is wrong with the configuration */
export function insistOnGood(configuration: unknown, rules: readonly string[], whose: string, page: string): void {
  const problems = problemsWith(configuration, rules);
  if (problems.length === 0) return;
  throw new Error([`${whose} is wrong, so nothing was decided:`, ...problems, `help: ${page}`].join("\n  "));
}

function problemsOfRule(rule: string, settings: unknown, rules: readonly string[]): readonly string[] {
  if (rule !== "all" && !rules.includes(rule)) return [`there is no rule ${quoted(rule)}${known(rules)}`];
  if (typeof settings === "string") return levelProblem(rule, settings);
  if (!isObject(settings)) return [`${quoted(rule)} must have settings, or an enforcement level`];
  return Object.entries(settings).flatMap(([name, value]) => problemsOfKey(rule, name, value));
}

function problemsOfKey(rule: string, name: string, value: unknown): readonly string[] {
  if (name === "enforcementLevel") return levelProblem(`${rule}.enforcementLevel`, value);
  const key = Object.hasOwn(KEYS, name) ? KEYS[name as KeyName] : undefined;
  const ofRule = Object.entries(KEYS).flatMap(([other, one]) => (one.rule === rule ? [other] : []));
  if (key === undefined)
    return [`${quoted(rule)} has no setting ${quoted(name)}${known([...ofRule, "enforcementLevel"])}`];
  if (key.rule !== rule) return [`${quoted(`${rule}.${name}`)} belongs under ${quoted(key.rule)}`];
  const problem = key.problem(value);
  return problem === undefined ? [] : [`${quoted(`${rule}.${name}`)} ${problem}`];
}

/** What happens to a rule's findings. The pack remediates nothing, but the SDK has the level. */
const LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const;
/** The enforcement level of a rule. */
export type Level = (typeof LEVELS)[number];

const levelProblem = (where: string, level: unknown): readonly string[] =>
  LEVELS.some((one) => one === level) ? [] : [`${quoted(where)} must be one of ${LEVELS.join(", ")}`];

/** The configuration with a level for each rule. The SDK's default is advisory, so a rejection would pass. */
export function withLevels(
  configuration: Configuration,
  rules: readonly { readonly id: string }[],
): { [rule: string]: RuleSettings } {
  const forAll = levelIn(configuration["all"]);
  return Object.fromEntries(
    rules.map(({ id }) => {
      const settings = configuration[id];
      return [id, { ...asObject(settings), enforcementLevel: levelIn(settings) ?? forAll ?? "mandatory" }];
    }),
  );
}

type RuleSettings = JsonObject & { readonly enforcementLevel: Level };

function levelIn(settings: unknown): Level | undefined {
  const level = isObject(settings) ? settings["enforcementLevel"] : settings;
  return LEVELS.find((known) => known === level);
}
