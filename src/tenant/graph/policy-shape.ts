import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import { asObject, at, isAbsent, type JsonObject } from "../../law/json/json-object";
import { unknownKeys, wrongShape } from "../../law/json/not-understood";
import { readTexts } from "../../law/json/text-list";
import type { NotUnderstood } from "../../law/model/truth";
import { groupedBy } from "../../text/grouped-by";
import { objectId } from "../../text/guid";
import { inOtherCase } from "./fields";

/** What a field holds: `words` of an enumeration, `flags` in one text with commas, another list; anything else is a `value`. */
type Holds = "text" | "word" | "words" | "flags" | "list" | "object" | "value";

const rows = (holds: Holds, path: string, ...keys: readonly string[]): readonly (readonly [string, Holds])[] =>
  keys.map((key) => [path === "" ? key : `${path}.${key}`, holds]);

const CLAUSES = ["Users", "Groups", "Roles"].flatMap((kind) => [`include${kind}`, `exclude${kind}`]);
/** The keys of the clauses about guests. */
export const GUESTS = ["includeGuestsOrExternalUsers", "excludeGuestsOrExternalUsers"];
const TARGETS = ["includeApplications", "excludeApplications"];
const OTHER_TARGETS = ["includeUserActions", "includeAuthenticationContextClassReferences"];

/** The fields of all conditions. */
export const OF_CONDITIONS = DIMENSIONS.flatMap((dimension) => CONDITIONS[dimension].graph.fields);

/** Every field of a policy that the model knows, by its path in Graph's words. The content of `sessionControls` doesn't matter. */
export const FIELDS: ReadonlyMap<string, Holds> = new Map([
  ...rows("text", "", "id", "templateId", "displayName", "description"),
  ...rows("value", "", "createdDateTime", "modifiedDateTime", "deletedDateTime", "partialEnablementStrategy"),
  ...rows("word", "", "state"),
  ...rows("object", "", "sessionControls"),
  ...rows("list", "conditions.users", ...CLAUSES),
  ...rows("value", "conditions.users", ...GUESTS),
  ...rows("list", "conditions.applications", ...TARGETS, ...OTHER_TARGETS),
  ...rows("value", "conditions.applications", "applicationFilter"),
  ...rows("object", "conditions", "clientApplications"),
  ...rows("words", "conditions", "servicePrincipalRiskLevels"),
  ...OF_CONDITIONS.flatMap(({ path, holds }) => {
    const isList = holds === "words" || holds === "flags";
    return rows(isList ? holds : holds === "ids" ? "list" : "value", "conditions", path);
  }),
  ...rows("words", "grantControls", "builtInControls"),
  ...rows("list", "grantControls", "termsOfUse", "customAuthenticationFactors"),
  ...rows("value", "grantControls", "operator", "authenticationStrength"),
]);

/** The path of each object in a policy, with each of its known keys. */
const KEYS_OF_OBJECTS = [...FIELDS.keys()].flatMap((path) => {
  const steps = path.split(".");
  return steps.map((key, depth) => [steps.slice(0, depth).join("."), key] as const);
});

/** The objects of a policy by path, each with its known keys. */
const OBJECTS: ReadonlyMap<string, readonly string[]> = new Map(
  groupedBy(KEYS_OF_OBJECTS, ([path]) => path).map(([path, keys]) => [path, [...new Set(keys.map(([, key]) => key))]]),
);

/** The paths of the objects in a policy. Anything else in it is one value. */
export const POLICY_OBJECTS: ReadonlySet<string> = new Set([...OBJECTS.keys(), "sessionControls"]);

/** The known keys of `grantControls`. */
export const GRANT_KEYS: readonly string[] = OBJECTS.get("grantControls") ?? [];

/** The fields that hold one object, which is compared as one value, each with its known keys. */
export const VALUES: readonly (readonly [path: string, keys: readonly string[]])[] = [
  ["conditions.applications.applicationFilter", ["mode", "rule"]],
  ...OF_CONDITIONS.flatMap(({ path, holds }) =>
    typeof holds === "object" ? [[`conditions.${path}`, holds.keys] as const] : [],
  ),
];

/** The known keys of an authentication strength. Another key may change what its combinations mean. */
export const STRENGTH_KEYS: readonly string[] = [
  ...["id", "allowedCombinations", "requirementsSatisfied", "combinationConfigurations", "policyType"],
  ...["displayName", "description", "createdDateTime", "modifiedDateTime", "deletedDateTime"],
];

/** Every known key of a policy and of the objects in it. */
export const POLICY_KEYS = [...OBJECTS, ...VALUES].flatMap(([, keys]) => keys).concat(STRENGTH_KEYS);

/** The value at a path such as `conditions.users.excludeUsers`. The empty path is the policy itself. */
export const valueAt = (policy: unknown, path: string): unknown => at(policy, path === "" ? [] : path.split("."));

/** Keys that differ from known ones only in letter case, such as `GrantControls`. Graph may read or ignore them, so such a policy isn't understood. */
export const keysInOtherCase = (policy: JsonObject): readonly NotUnderstood[] =>
  [...OBJECTS, ...VALUES, ["grantControls.authenticationStrength", STRENGTH_KEYS] as const].flatMap(([path, keys]) =>
    inOtherCase(asObject(valueAt(policy, path)) ?? {}, keys, path),
  );

/**
 * Content under unknown keys, and values of another type than Graph's. They count also where another field decides: Graph didn't write such
 * a file, so its policy proves nothing. `readGrant` checks the grant controls.
 */
export function fieldsNotUnderstood(policy: JsonObject): readonly NotUnderstood[] {
  const found = [...partialEnablement(policy)];
  for (const [path, keys] of [...OBJECTS, ...VALUES]) {
    const object = path === "grantControls" ? undefined : asObject(valueAt(policy, path));
    if (object !== undefined) found.push(...unknownKeys(object, keys, path));
  }
  for (const [path, holds] of FIELDS) {
    const value = valueAt(policy, path);
    if (!isAbsent(value) && !isKnownLater(path, holds, value)) found.push(...wrongType(path, holds, value));
  }
  return found;
}

/** Graph has this key and no document says what it does. A value may limit the users that the policy is enforced for. */
function partialEnablement({ partialEnablementStrategy: strategy }: JsonObject): readonly NotUnderstood[] {
  const why = "Microsoft doesn't document what it does: the policy may be enforced for some users only";
  return isAbsent(strategy) ? [] : [{ field: "partialEnablementStrategy", why }];
}

/** Fields that decide and that no other reader checks. */
const READ_NOWHERE: ReadonlySet<string> = new Set([
  ...["conditions.clientApplications", "conditions.servicePrincipalRiskLevels"],
  ...OTHER_TARGETS.map((key) => `conditions.applications.${key}`),
]);

/** Whether a value is known only after deployment. The reader of the field decides what that means. */
function isKnownLater(path: string, holds: Holds, value: unknown): boolean {
  if (typeof value === "symbol") return !READ_NOWHERE.has(path);
  return isListOf(holds) && Array.isArray(value) && value.some((item) => typeof item === "symbol");
}

const isListOf = (holds: Holds): boolean => holds === "list" || holds === "words";

function wrongType(path: string, holds: Holds, value: unknown): readonly NotUnderstood[] {
  if (isListOf(holds)) return readTexts(value, path).notUnderstood;
  if (holds === "object" && asObject(value) === undefined) return [wrongShape(path, value, "an object")];
  return holds === "text" && typeof value !== "string" ? [wrongShape(path, value, "text")] : [];
}

/** Whether a field holds flags, which Graph writes as one text with commas. */
export const isFlags = (path: string): boolean =>
  FIELDS.get(path) === "flags" || path.endsWith(".guestOrExternalUserTypes");

/** Whether two values mean the same at a path in Graph's words: lists in any order, ids and words in any letter case. */
export const isSameValue = (path: string, one: unknown, other: unknown): boolean =>
  keyOf(path, one) === keyOf(path, other);

const isWord = (path: string): boolean =>
  /^(word|words)$/.test(FIELDS.get(path) ?? "") || isFlags(path) || path.endsWith(".allowedCombinations");

function keyOf(path: string, value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map((item: unknown) => keyOf(path, item)))].sort().join()}]`;
  const object = asObject(value);
  if (object !== undefined) {
    const keys = Object.keys(object).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${keyOf(`${path}.${key}`, object[key])}`).join()}}`;
  }
  if (typeof value !== "string") return JSON.stringify(value ?? null);
  return JSON.stringify(isWord(path) ? value.toLowerCase() : (objectId(value) ?? value));
}
