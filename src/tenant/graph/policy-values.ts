import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import type { GraphField } from "../../law/conditions/condition";
import { asObject } from "../../law/json/json-object";
import { objectId } from "../../text/guid";

/** Fields beside those of conditions whose words are an enumeration: letter case says nothing there. */
const ENUMERATIONS = /\.(\w+RiskLevels|builtInControls|guestOrExternalUserTypes)$|^state$/;

const FIELDS: readonly GraphField[] = DIMENSIONS.flatMap((dimension) => CONDITIONS[dimension].graph.fields);

const hasWords = ({ holds }: GraphField): boolean => holds === "words" || holds === "flags";

/** The same of conditions. */
const WORDS: ReadonlySet<string> = new Set(FIELDS.filter(hasWords).map(({ path }) => `conditions.${path}`));

/** Whether a field of conditions is a set of flags, which Graph writes as one text with commas. */
export const isFlags = (path: string): boolean =>
  FIELDS.some((field) => field.holds === "flags" && path === `conditions.${field.path}`);

/**
 * Whether two values say the same at this place: lists in any order, ids and words of enumerations in any letter case.
 * @param path in Graph's words, e.g. `conditions.users.excludeUsers`
 */
export function isSameValue(path: string, one: unknown, other: unknown): boolean {
  return keyOf(path, one) === keyOf(path, other);
}

/** A text that is equal for values that say the same. */
function keyOf(path: string, value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map((item: unknown) => keyOf(path, item)))].sort().join()}]`;
  const object = asObject(value);
  if (object !== undefined) {
    const keys = Object.keys(object).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${keyOf(`${path}.${key}`, object[key])}`).join()}}`;
  }
  return typeof value === "string" ? JSON.stringify(comparableText(path, value)) : JSON.stringify(value ?? null);
}

function comparableText(path: string, text: string): string {
  return ENUMERATIONS.test(path) || WORDS.has(path) ? text.toLowerCase() : (objectId(text) ?? text);
}

function objectAround(path: string): readonly string[] {
  const [object, key] = path.split(".");
  return key === undefined ? [] : [`conditions.${object}`];
}

/** The objects that a policy is made of, by their paths; `""` is the policy itself. Anything else in it is one value. */
export const POLICY_OBJECTS: ReadonlySet<string> = new Set([
  "",
  "conditions",
  "conditions.users",
  "conditions.applications",
  ...FIELDS.flatMap(({ path }) => objectAround(path)),
  "grantControls",
  "sessionControls",
]);
