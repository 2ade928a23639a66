import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import { at } from "../../law/json/at-path";
import { asObject, isAbsent, isAnnotation, isEmpty, type JsonObject } from "../../law/json/json-object";
import { unknownKeys, wrongShape } from "../../law/json/not-understood";
import { readTexts } from "../../law/json/text-list";
import type { NotUnderstood } from "../../law/model/truth";
import { objectId } from "../../text/guid";
import { inOtherCase } from "./fields";

/** What stands in a field: `words` of an enumeration, `flags` of one in a text with commas, other lists; anything else is a `value`. */
type Holds = "text" | "word" | "words" | "flags" | "list" | "object" | "value";

const rows = (holds: Holds, path: string, ...keys: readonly string[]): readonly (readonly [string, Holds])[] =>
  keys.map((key) => [path === "" ? key : `${path}.${key}`, holds]);

const CLAUSES = ["Users", "Groups", "Roles"].flatMap((kind) => [`include${kind}`, `exclude${kind}`]);
const GUESTS = ["includeGuestsOrExternalUsers", "excludeGuestsOrExternalUsers"];
const TARGETS = ["includeApplications", "excludeApplications"];
const OTHER_TARGETS = ["includeUserActions", "includeAuthenticationContextClassReferences"];

const OF_CONDITIONS = DIMENSIONS.flatMap((dimension) => CONDITIONS[dimension].graph.fields);

/** Every field of a policy that this model knows, by its path in Graph's words. What is in `sessionControls` doesn't matter. */
const FIELDS: ReadonlyMap<string, Holds> = new Map([
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

/** The objects that a policy is made of, each with its keys: whatever fields are in. */
const OBJECTS: ReadonlyMap<string, readonly string[]> = keysByObject();

function keysByObject(): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, Set<string>>();
  for (const path of FIELDS.keys()) {
    const steps = path.split(".");
    for (const [depth, key] of steps.entries()) {
      const object = steps.slice(0, depth).join(".");
      keys.set(object, (keys.get(object) ?? new Set()).add(key));
    }
  }
  return new Map([...keys].map(([object, all]) => [object, [...all]]));
}

/** The objects that a policy is made of; anything else in it is one value. */
export const POLICY_OBJECTS: ReadonlySet<string> = new Set([...OBJECTS.keys(), "sessionControls"]);

/** What `grantControls` is made of. */
export const GRANT_KEYS: readonly string[] = OBJECTS.get("grantControls") ?? [];

const VALUES: readonly (readonly [path: string, keys: readonly string[]])[] = [
  ["conditions.applications.applicationFilter", ["mode", "rule"]],
  ...OF_CONDITIONS.flatMap(({ path, holds }) =>
    typeof holds === "object" ? [[`conditions.${path}`, holds.keys] as const] : [],
  ),
];

const OF_STRENGTHS = ["id", "allowedCombinations", "requirementsSatisfied"];

/** What a policy has at the end of the path; the policy itself at the end of an empty one. */
const under = (policy: JsonObject, path: string): unknown => at(policy, path === "" ? [] : path.split("."));

/**
 * Keys that differ from known ones in letter case alone, as in `GrantControls`. What stands under them may be meant or may be
 * nothing: nothing at all is known of such a policy.
 */
export const keysInOtherCase = (policy: JsonObject): readonly NotUnderstood[] =>
  [...OBJECTS, ...VALUES, ["grantControls.authenticationStrength", OF_STRENGTHS] as const].flatMap(([path, keys]) =>
    inOtherCase(asObject(under(policy, path)) ?? {}, keys, path),
  );

/**
 * Content under keys that this model has never heard of, and values of another type than Graph's, also where another field decides:
 * a file with such a value isn't what Graph wrote, and nothing is proved by that policy. Grant controls are read elsewhere.
 */
export function oddFields(policy: JsonObject): readonly NotUnderstood[] {
  const found = [...partialEnablement(policy)];
  for (const [path, keys] of [...OBJECTS, ...VALUES]) {
    const object = path === "grantControls" ? undefined : asObject(under(policy, path));
    if (object !== undefined) found.push(...unknownKeys(object, keys, path));
  }
  for (const [path, holds] of FIELDS) {
    const value = under(policy, path);
    if (!isAbsent(value) && !isKnownLater(path, holds, value)) found.push(...wrongType(path, holds, value));
  }
  return found;
}

/** Graph knows the key and no document says what it does, so a value may well narrow whom the policy is enforced for. */
function partialEnablement({ partialEnablementStrategy: strategy }: JsonObject): readonly NotUnderstood[] {
  const why = "what it does is documented nowhere: the policy may be enforced in part";
  return isAbsent(strategy) ? [] : [{ field: "partialEnablementStrategy", why }];
}

/** Fields that decide and that no reader says anything of. */
const READ_NOWHERE: ReadonlySet<string> = new Set([
  ...["conditions.clientApplications", "conditions.servicePrincipalRiskLevels"],
  ...OTHER_TARGETS.map((key) => `conditions.applications.${key}`),
]);

/** Whether it is a value of a plan that is known only after deployment: what that means is for whoever reads the field. */
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

/** Whether a field of conditions is a set of flags, which Graph writes as one text with commas. */
export const isFlags = (path: string): boolean => FIELDS.get(path) === "flags";

/** Whether two values say the same at a path in Graph's words: lists in any order, ids and words in any letter case. */
export const isSameValue = (path: string, one: unknown, other: unknown): boolean =>
  keyOf(path, one) === keyOf(path, other);

const isWord = (path: string): boolean =>
  /^(word|words|flags)$/.test(FIELDS.get(path) ?? "") || /\.(guestOrExternalUserTypes|allowedCombinations)$/.test(path);

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

/** A policy as v1.0 shows it, with what only beta shows put in. */
export type PolicyWithBeta = {
  readonly policy: JsonObject;
  /** Places that v1.0 leaves out or shows less of, in Graph's words; `""` when it leaves out the whole policy. */
  readonly onlyInBeta: readonly string[];
};

/** Set by Graph alone; what beta says there is nobody's doing. */
const READ_ONLY: ReadonlySet<string> = new Set(["id", "templateId", "createdDateTime", "modifiedDateTime"]);

/** Objects that the versions write out in different detail: which one it is, is the same. */
const isInOtherDetail = (path: string): boolean =>
  path === "grantControls.authenticationStrength" || path.startsWith("sessionControls.");

/**
 * Puts together what the two versions of Graph show. v1.0 leaves out conditions that only beta knows: a policy that looks
 * untouched there may no longer protect.
 * @returns `undefined` when neither has the policy
 */
export function withBeta(v1: JsonObject | undefined, beta: JsonObject | undefined): PolicyWithBeta | undefined {
  if (v1 === undefined) return beta && { policy: beta, onlyInBeta: [""] };
  const onlyInBeta: string[] = [];
  return { policy: beta === undefined ? v1 : merged("", v1, beta, onlyInBeta), onlyInBeta };
}

function merged(path: string, v1: JsonObject, beta: JsonObject, onlyInBeta: string[]): JsonObject {
  const added = Object.entries(beta)
    .filter(([key, value]) => !isAnnotation(key) && !isEmpty(value))
    .map(([key, value]) => [key, mergedAt(path === "" ? key : `${path}.${key}`, v1[key], value, onlyInBeta)]);
  return { ...v1, ...Object.fromEntries(added) };
}

function mergedAt(path: string, v1: unknown, beta: unknown, onlyInBeta: string[]): unknown {
  if (READ_ONLY.has(path) || (isInOtherDetail(path) && !isEmpty(v1))) return v1;
  const [known, more] = [asObject(v1), asObject(beta)];
  if (POLICY_OBJECTS.has(path) && more !== undefined) return merged(path, known ?? {}, more, onlyInBeta);
  if (isSameValue(path, v1, beta)) return v1;
  onlyInBeta.push(path);
  return beta;
}
