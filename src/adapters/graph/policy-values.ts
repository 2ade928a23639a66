import { asObject } from "../../json/json-object";
import { objectId } from "../../text/guid";

/** Fields whose words are an enumeration: letter case says nothing there. */
const ENUMERATIONS =
  /\.(clientAppTypes|(in|ex)cludePlatforms|\w+RiskLevels|builtInControls|transferMethods|insiderRiskLevels|guestOrExternalUserTypes)$|^state$/;

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
  return ENUMERATIONS.test(path) ? text.toLowerCase() : (objectId(text) ?? text);
}

/** The objects that a policy is made of, by their paths; `""` is the policy itself. Anything else in it is one value. */
export const POLICY_OBJECTS: ReadonlySet<string> = new Set([
  "",
  "conditions",
  "conditions.users",
  "conditions.applications",
  "conditions.platforms",
  "conditions.locations",
  "conditions.devices",
  "conditions.authenticationFlows",
  "grantControls",
  "sessionControls",
]);
