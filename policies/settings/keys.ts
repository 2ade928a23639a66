import { isObject } from "../../src/json/json-object";
import { GUID_PATTERN, isGuid } from "../../src/text/guid";
import { isoDate } from "../../src/text/iso-date";
import { lastPart } from "../model/entra-objects";
import { PROTECTED_KINDS } from "./settings";

type TypeName = "string" | "integer" | "boolean" | "object" | "array";

/** A setting's form in JSON Schema, as far as it is used here. Lists may be changed, since the SDK's own type says so. */
export interface Schema {
  readonly type?: TypeName | TypeName[];
  readonly enum?: string[];
  readonly items?: Schema;
  readonly uniqueItems?: boolean;
  readonly properties?: { [name: string]: Schema };
  readonly additionalProperties?: boolean;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly default?: string | boolean;
  readonly description?: string;
}

/** A setting: which rule it is written under, what it may hold, and what is wrong with a value that it may not. */
export interface Key {
  readonly rule: string;
  readonly schema: Schema;
  /** What is wrong with the value, or `undefined`. */
  readonly problem: (value: unknown) => string | undefined;
}

const DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
const isDay = (value: unknown): boolean => typeof value === "string" && isoDate(value) !== undefined;
const isCount = (value: unknown, least: number): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= least;

const unless = (good: boolean, problem: string): string | undefined => (good ? undefined : problem);

const whereFrom = (what: string, content: string): Pick<Key, "schema" | "problem"> => ({
  schema: {
    type: ["string", "object"],
    description: `${what}: a path from the pack's folder (\`{stack}\` stands for the stack's name), or ${content} itself.`,
  },
  problem: (value) => unless(isText(value) || isObject(value), `must be a path, or ${content}`),
});

/** All settings of the pack. The schema is what the engine and Pulumi Cloud show; `problem` is what the pack insists on. */
export const KEYS = {
  baseline: {
    rule: "no-mfa-bypass",
    schema: {
      enum: ["in-stack", "elsewhere"],
      default: "elsewhere",
      description: "Whether the stack owns the guarantee, or another one does that this stack must not weaken.",
    },
    problem: (value) => unless(value === "in-stack" || value === "elsewhere", "must be `in-stack` or `elsewhere`"),
  },
  carriers: {
    rule: "no-mfa-bypass",
    schema: {
      type: "array",
      items: { type: "string" },
      uniqueItems: true,
      description: "Logical names of the ConditionalAccessPolicy resources that carry the guarantee.",
    },
    problem: (value) =>
      unless(Array.isArray(value) && value.length > 0 && value.every(isText), "must be a list of logical names"),
  },
  tenantId: {
    rule: "no-mfa-bypass",
    schema: { type: "string", pattern: GUID_PATTERN, description: "The tenant that the carriers are deployed to." },
    problem: (value) => unless(isText(value) && isGuid(value), "must be the tenant's id, a GUID"),
  },
  assumptions: {
    rule: "no-mfa-bypass",
    schema: {
      type: "boolean",
      default: false,
      description: "Whether a rejection ends with the assumptions that the proof rests on.",
    },
    problem: (value) => unless(typeof value === "boolean", "must be true or false"),
  },
  register: { rule: "approved-exclusions", ...whereFrom("The exclusions register", "the register's content") },
  asOf: {
    rule: "approved-exclusions",
    schema: {
      type: ["string", "object"],
      description: "The day in question, YYYY-MM-DD; or one for each stack by its name. Without it: today.",
    },
    problem: (value) =>
      unless(
        isDay(value) || (isObject(value) && Object.values(value).every(isDay)),
        "must be a day, YYYY-MM-DD, or a day for each stack by its name",
      ),
  },
  maxExclusions: {
    rule: "approved-exclusions",
    schema: { type: "integer", minimum: 0, description: "Most users and groups that may be excluded." },
    problem: (value) => unless(isCount(value, 0), "must be a whole number, 0 or more"),
  },
  reviewIntervalDays: {
    rule: "approved-exclusions",
    schema: {
      type: "integer",
      minimum: 1,
      description: "Most days from the day in question to an exclusion's review; a year at most, and without it.",
    },
    problem: (value) => unless(isCount(value, 1), "must be a whole number of days, 1 or more"),
  },
  reportOnlyUntil: {
    rule: "report-only-deadline",
    schema: { type: "string", pattern: DAY, description: "The last day on which a carrier may be report-only." },
    problem: (value) => unless(isDay(value), "must be a day, YYYY-MM-DD"),
  },
  protected: {
    rule: "protected-baseline",
    schema: {
      type: "object",
      description: "Objects of the tenant that the guarantee rests on, by id.",
      additionalProperties: false,
      properties: Object.fromEntries(
        [...PROTECTED_KINDS, "attributes"].map((kind) => [kind, { type: "array", items: { type: "string" } } as const]),
      ),
    },
    problem: protectedProblem,
  },
  tenant: { rule: "tenant-stays-closed", ...whereFrom("A snapshot of the tenant", "the snapshot") },
} as const satisfies Record<string, Key>;

/** The name of a setting, as it is written below its rule. */
export type KeyName = keyof typeof KEYS;

function protectedProblem(value: unknown): string | undefined {
  if (!isObject(value)) return `must have lists of ids under ${PROTECTED_KINDS.join(", ")}`;
  for (const [kind, ids] of Object.entries(value)) {
    if (![...PROTECTED_KINDS, "attributes"].some((known) => known === kind))
      return `has \`${kind}\`, which isn't one of ${PROTECTED_KINDS.join(", ")} and attributes`;
    if (!Array.isArray(ids) || !ids.every(isText)) return `has \`${kind}\`, which must be a list of ids`;
    const odd = kind === "attributes" ? undefined : ids.find((id) => !isGuid(lastPart(id)));
    if (odd !== undefined) return `has \`${odd}\` under \`${kind}\`, which is no object id`;
  }
  return undefined;
}
