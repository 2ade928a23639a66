import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import type { GraphField } from "../../law/conditions/condition";
import { at } from "../../law/json/at-path";
import { asObject, isAbsent, isAnnotation, type JsonObject } from "../../law/json/json-object";
import { unknownKeys, wrongShape } from "../../law/json/not-understood";
import { readTexts } from "../../law/json/text-list";
import type { NotUnderstood } from "../../law/model/truth";
import { objectId } from "../../text/guid";

/** What `grantControls` is made of. */
export const GRANT_KEYS: readonly string[] = [
  ...["operator", "builtInControls", "termsOfUse", "customAuthenticationFactors", "authenticationStrength"],
];

/** An object of a policy by its path in Graph's words, `""` for the policy itself; and the keys of it that are known here. */
type KnownObject = readonly [path: string, keys: readonly string[]];

const FIELDS: readonly GraphField[] = DIMENSIONS.flatMap((dimension) => CONDITIONS[dimension].graph.fields);

/** The objects around the fields of conditions, such as `conditions.locations`. */
const AROUND_FIELDS: readonly KnownObject[] = [
  ...new Set(FIELDS.filter(({ path }) => path.includes(".")).map(({ path }) => path.replace(/\..*/, ""))),
].map((object) => [
  `conditions.${object}`,
  FIELDS.filter(({ path }) => path.startsWith(`${object}.`)).map(({ path }) => path.slice(object.length + 1)),
]);

const CLAUSES = ["Users", "Groups", "Roles"].flatMap((kind) => [`include${kind}`, `exclude${kind}`]);
const TARGETS = [
  ...["includeApplications", "excludeApplications", "includeUserActions"],
  "includeAuthenticationContextClassReferences",
];

/** What this model knows of a policy. Session controls don't matter, and grant controls are read elsewhere. */
const KNOWN: readonly KnownObject[] = [
  [
    "",
    [
      ...["id", "templateId", "displayName", "description", "createdDateTime", "modifiedDateTime", "deletedDateTime"],
      ...["state", "conditions", "sessionControls", "grantControls", "partialEnablementStrategy"],
    ],
  ],
  [
    "conditions",
    [
      ...["users", "applications", "clientApplications", "servicePrincipalRiskLevels"],
      ...DIMENSIONS.map((dimension) => CONDITIONS[dimension].graph.key),
    ],
  ],
  ["conditions.users", [...CLAUSES, "includeGuestsOrExternalUsers", "excludeGuestsOrExternalUsers"]],
  ["conditions.applications", [...TARGETS, "applicationFilter"]],
  ["conditions.applications.applicationFilter", ["mode", "rule"]],
  ...AROUND_FIELDS,
  ...FIELDS.flatMap(({ path, holds }): readonly KnownObject[] =>
    typeof holds === "object" ? [[`conditions.${path}`, holds.keys]] : [],
  ),
];

/** The objects that a policy is made of; anything else in it is one value. */
export const POLICY_OBJECTS: ReadonlySet<string> = new Set([
  ...["", "conditions", "conditions.users", "conditions.applications", "grantControls", "sessionControls"],
  ...AROUND_FIELDS.map(([path]) => path),
]);

/** Content of a policy under keys that this model has never heard of. */
export function unknownConditions(policy: JsonObject): readonly NotUnderstood[] {
  const found = [...partialEnablement(policy)];
  for (const [path, keys] of KNOWN) {
    const object = asObject(under(policy, path));
    if (object !== undefined) found.push(...unknownKeys(object, keys, path));
  }
  return found;
}

/** What a policy has at the end of the path; the policy itself at the end of an empty one. */
const under = (policy: JsonObject, path: string): unknown => at(policy, path === "" ? [] : path.split("."));

/** Graph knows the key and no document says what it does, so a value may well narrow whom the policy is enforced for. */
function partialEnablement({ partialEnablementStrategy: strategy }: JsonObject): readonly NotUnderstood[] {
  const why = "what it does is documented nowhere: the policy may be enforced in part";
  return isAbsent(strategy) ? [] : [{ field: "partialEnablementStrategy", why }];
}

const GRANT: readonly KnownObject[] = [
  ["grantControls", GRANT_KEYS],
  ["grantControls.authenticationStrength", ["id", "allowedCombinations", "requirementsSatisfied"]],
];

/** Keys as they are spelt, and each by its lower case. */
type Spelling = { readonly exact: ReadonlySet<string>; readonly byLowerCase: ReadonlyMap<string, string> };

export const spellingOf = (keys: readonly string[]): Spelling => ({
  exact: new Set(keys),
  byLowerCase: new Map(keys.map((key) => [key.toLowerCase(), key])),
});

const SPELLINGS = [...KNOWN, ...GRANT].map(([path, keys]) => [path, spellingOf(keys)] as const);

/**
 * Keys that differ from known ones in letter case alone, as in `GrantControls`. Graph itself doesn't write them, so what
 * stands under them may be meant or may be nothing: nothing at all is known of such a policy.
 */
export function keysInOtherCase(policy: JsonObject): readonly NotUnderstood[] {
  return SPELLINGS.flatMap(([path, spelling]) => inOtherCase(asObject(under(policy, path)) ?? {}, spelling, path));
}

/** The keys of an object that differ from known ones in letter case alone. */
export function inOtherCase(object: JsonObject, { exact, byLowerCase }: Spelling, path = ""): readonly NotUnderstood[] {
  const found: NotUnderstood[] = [];
  for (const key of Object.keys(object)) {
    const known = exact.has(key) || isAnnotation(key) ? undefined : byLowerCase.get(key.toLowerCase());
    if (known === undefined) continue;
    const why = `Graph spells it \`${known}\`, so what it means isn't known`;
    found.push({ field: path === "" ? key : `${path}.${key}`, why });
  }
  return found;
}

const pathsOf = (...kinds: readonly unknown[]): readonly string[] =>
  FIELDS.filter(({ holds }) => kinds.includes(holds)).map(({ path }) => `conditions.${path}`);

const LISTS = [
  ...CLAUSES.map((key) => `conditions.users.${key}`),
  ...TARGETS.map((key) => `conditions.applications.${key}`),
  "conditions.servicePrincipalRiskLevels",
  ...pathsOf("words", "ids"),
  ...["builtInControls", "termsOfUse", "customAuthenticationFactors"].map((key) => `grantControls.${key}`),
];

/**
 * Values of a policy that have another type than Graph's, also where another field decides: a file with such a value isn't
 * what Graph wrote, and nothing is proved by that policy. A value of a plan that is known only after deployment isn't one.
 */
export function wrongTypes(policy: JsonObject): readonly NotUnderstood[] {
  const session = policy["sessionControls"];
  const found: NotUnderstood[] = [];
  for (const path of LISTS) {
    const value = under(policy, path);
    if (!isAbsent(value) && !isKnownLater(value)) found.push(...readTexts(value, path).notUnderstood);
  }
  if (typeof session !== "symbol" && !isAbsent(session) && asObject(session) === undefined)
    found.push(wrongShape("sessionControls", session, "an object"));
  return found;
}

const isKnownLater = (value: unknown): boolean =>
  typeof value === "symbol" || (Array.isArray(value) && value.some((item) => typeof item === "symbol"));

/** Fields whose words are an enumeration: letter case says nothing there. */
const WORDS: ReadonlySet<string> = new Set(pathsOf("words", "flags"));
const OTHER_WORDS = /\.(\w+RiskLevels|builtInControls|guestOrExternalUserTypes)$|^state$/;

const FLAGS: ReadonlySet<string> = new Set(pathsOf("flags"));

/** Whether a field of conditions is a set of flags, which Graph writes as one text with commas. */
export const isFlags = (path: string): boolean => FLAGS.has(path);

/**
 * Whether two values say the same at this place: lists in any order, ids and words of enumerations in any letter case.
 * @param path in Graph's words, e.g. `conditions.users.excludeUsers`
 */
export const isSameValue = (path: string, one: unknown, other: unknown): boolean =>
  keyOf(path, one) === keyOf(path, other);

/** A text that is equal for values that say the same. */
function keyOf(path: string, value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map((item: unknown) => keyOf(path, item)))].sort().join()}]`;
  const object = asObject(value);
  if (object !== undefined) {
    const keys = Object.keys(object).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${keyOf(`${path}.${key}`, object[key])}`).join()}}`;
  }
  if (typeof value !== "string") return JSON.stringify(value ?? null);
  const isWord = WORDS.has(path) || OTHER_WORDS.test(path);
  return JSON.stringify(isWord ? value.toLowerCase() : (objectId(value) ?? value));
}
