import { isObject } from "../../src/law/json/json-object";
import { isGuid } from "../../src/text/guid";
import { isoDate } from "../../src/text/iso-date";
import { didYouMean } from "../../src/text/nearest-word";
import { quoted } from "../../src/text/printable";
import { isInRules, NAMES_IN_RULES } from "../stack/dynamic-groups/properties";
import { lastPart } from "../stack/objects/entra-objects";
import { PROTECTED_KINDS } from "./settings";

/** A setting. */
export interface Key {
  /** The rule under which it is written. */
  readonly rule: string;
  /** The engine shows it to people who edit the configuration. */
  readonly description: string;
  /** What is wrong with a value; `undefined` if nothing is. */
  readonly problem: (value: unknown) => string | undefined;
}

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
const isDay = (value: unknown): boolean => typeof value === "string" && isoDate(value) !== undefined;

const unless = (good: boolean, problem: string): string | undefined => (good ? undefined : problem);

const whereFrom = (what: string, content: string): Pick<Key, "description" | "problem"> => ({
  description: `${what}: a path from the pack's folder (\`{stack}\` stands for the stack's name), or ${content} itself.`,
  problem: (value) => unless(isText(value) || isObject(value), `must be a path, or ${content}`),
});

/** All settings of the pack. */
export const KEYS = {
  baseline: {
    rule: "no-mfa-bypass",
    description: "`in-stack` if the stack owns the guarantee; `elsewhere`, the default, if another stack owns it.",
    problem: (value) => unless(value === "in-stack" || value === "elsewhere", "must be `in-stack` or `elsewhere`"),
  },
  carriers: {
    rule: "no-mfa-bypass",
    description: "Logical names of the ConditionalAccessPolicy resources that carry the guarantee.",
    problem: (value) =>
      unless(Array.isArray(value) && value.length > 0 && value.every(isText), "must be a list of logical names"),
  },
  tenantId: {
    rule: "no-mfa-bypass",
    description: "The tenant that the carriers are deployed to.",
    problem: (value) => unless(isText(value) && isGuid(value), "must be the tenant's id, a GUID"),
  },
  register: { rule: "approved-exclusions", ...whereFrom("The exclusions register", "the register's content") },
  asOf: {
    rule: "approved-exclusions",
    description: "The day in question, YYYY-MM-DD; or one for each stack by its name. Without it: today.",
    problem: (value) =>
      unless(
        isDay(value) || (isObject(value) && Object.values(value).every(isDay)),
        "must be a day, YYYY-MM-DD, or a day for each stack by its name",
      ),
  },
  reportOnlyUntil: {
    rule: "report-only-deadline",
    description: "The last day on which a carrier may be report-only, YYYY-MM-DD.",
    problem: (value) => unless(isDay(value), "must be a day, YYYY-MM-DD"),
  },
  protected: {
    rule: "protected-baseline",
    description: `Objects of the tenant that the guarantee rests on: lists of ids under ${PROTECTED_KINDS.join(", ")}.`,
    problem: protectedProblem,
  },
  tenant: { rule: "tenant-stays-closed", ...whereFrom("A snapshot of the tenant", "the snapshot") },
} as const satisfies Record<string, Key>;

/** The name of a setting. */
export type KeyName = keyof typeof KEYS;

const PROTECTED_LISTS: readonly string[] = [...PROTECTED_KINDS, "attributes"];

function protectedProblem(value: unknown): string | undefined {
  if (!isObject(value)) return `must have lists of ids under ${PROTECTED_KINDS.join(", ")}`;
  for (const [kind, ids] of Object.entries(value)) {
    if (!PROTECTED_LISTS.some((known) => known === kind))
      return `has no list ${quoted(kind)}${suggest(kind, PROTECTED_LISTS)}`;
    if (!Array.isArray(ids) || !ids.every(isText)) return `has \`${kind}\`, which must be a list of ids`;
    const odd = ids.find((id) => (kind === "attributes" ? !isInRules(id) : !isGuid(lastPart(id))));
    if (odd !== undefined)
      return `has ${quoted(odd)} under \`${kind}\`, which is ${kind === "attributes" ? noAttribute(odd) : "no object id"}`;
  }
  return undefined;
}

const noAttribute = (odd: string): string =>
  `no attribute that membership rules read${didYouMean(odd.replace(/^user\./i, ""), NAMES_IN_RULES, quoted)}`;

/** The end of a sentence about a misspelt word: the word that was probably meant, or all known words. */
export const suggest = (typed: string, words: readonly string[]): string =>
  didYouMean(typed, words, quoted) || `; known: ${words.join(", ")}`;
