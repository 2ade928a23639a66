import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import type { GraphField } from "../../law/conditions/condition";
import { asObject, isAnnotation, isEmpty, type JsonObject } from "../../law/json/json-object";
import { isSameValue } from "../../tenant/graph/policy-values";

/** Set by Graph alone, or about the object rather than the policy. */
const READ_ONLY: ReadonlySet<string> = new Set(["id", "templateId", "createdDateTime", "modifiedDateTime"]);

const IN_GRAPH = DIMENSIONS.map((dimension) => CONDITIONS[dimension].graph);

const isFlagsField = ({ holds }: GraphField): boolean => holds === "flags";
const lastKey = ({ path }: GraphField): string => path.slice(path.lastIndexOf(".") + 1);

/** Sets of flags, which Graph writes as one text with commas, by their keys. */
const FLAGS: ReadonlySet<string> = new Set([
  "guestOrExternalUserTypes",
  ...IN_GRAPH.flatMap(({ fields }) => fields.filter(isFlagsField).map(lastKey)),
]);

/** Conditions that say nothing when they include everything and exclude nothing, by their keys. */
const EXPLICIT_ALL: ReadonlyMap<string, JsonObject | undefined> = new Map(
  IN_GRAPH.map(({ key, explicitAll }) => [key, explicitAll]),
);

/**
 * A policy of Graph without what makes no difference: read-only fields, annotations, empty values of every kind, an
 * explicit "all platforms" or "all locations", the details of a strength beside its id, and switched-off session controls.
 * Everything else stays, heard of or not.
 */
export function comparablePolicy(policy: JsonObject): JsonObject {
  const { grantControls, sessionControls, ...rest } = withoutReadOnly(policy);
  return meaningful({
    ...rest,
    conditions: withoutExplicitAll(asObject(rest["conditions"]) ?? rest["conditions"]),
    grantControls: withStrengthById(grantControls),
    sessionControls: comparableSession(sessionControls),
  });
}

function withoutReadOnly(policy: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(policy).filter(([key]) => !READ_ONLY.has(key)));
}

function withoutExplicitAll(conditions: unknown): unknown {
  const object = asObject(conditions);
  if (object === undefined) return conditions;
  const kept = Object.entries(object).filter(([key, value]) => !isExplicitAll(key, value));
  return Object.fromEntries(kept);
}

/** Whether what stands under a key of `conditions` includes everything and excludes nothing, which is the same as saying nothing. */
export function isExplicitAll(key: string, value: unknown): boolean {
  const all = EXPLICIT_ALL.get(key);
  const object = asObject(value);
  return all !== undefined && object !== undefined && isSameValue(`conditions.${key}`, meaningful(object), all);
}

/** Graph expands the strength in each answer; which one it is stands in its id. */
function withStrengthById(grantControls: unknown): unknown {
  const object = asObject(grantControls);
  const strength = asObject(object?.["authenticationStrength"]);
  const id = strength?.["id"];
  return typeof id === "string" ? { ...object, authenticationStrength: { id: id.toLowerCase() } } : grantControls;
}

/** Without annotations and empty values, at any depth; sets of flags as lists. */
function meaningful(object: JsonObject): JsonObject {
  const kept = Object.entries(object).filter(([key, value]) => !isAnnotation(key) && !isEmpty(value));
  return Object.fromEntries(kept.map(([key, value]) => [key, meaningfulValue(key, value)]));
}

function meaningfulValue(key: string, value: unknown): unknown {
  if (FLAGS.has(key) && typeof value === "string") return value.split(",").map((flag) => flag.trim());
  if (Array.isArray(value)) return value.map((item: unknown) => meaningfulValue("", item));
  const object = asObject(value);
  return object === undefined ? value : meaningful(object);
}

/** What Graph fills in beside a sign-in frequency when a program leaves it out; saying so or not is the same. */
const FREQUENCY_DEFAULTS: JsonObject = {
  frequencyInterval: "timeBased",
  authenticationType: "primaryAndSecondaryAuthentication",
};

/** Controls whose "off" is as good as not being there. Of one that nobody has heard of nobody knows that. */
const OFF_IS_ABSENT: ReadonlySet<string> = new Set([
  "applicationEnforcedRestrictions",
  "cloudAppSecurity",
  "persistentBrowser",
  "signInFrequency",
  "disableResilienceDefaults",
]);

/** Session controls without those that are switched off and without what Graph fills in. */
export function comparableSession(sessionControls: unknown): unknown {
  const object = asObject(sessionControls);
  if (object === undefined) return sessionControls;
  const entries = Object.entries(object).filter(([key, control]) => !(OFF_IS_ABSENT.has(key) && isOff(control)));
  const said = entries.map(([key, control]) => [key, key === "signInFrequency" ? withoutFilledIn(control) : control]);
  return Object.fromEntries(said);
}

const isOff = (control: unknown): boolean => control === false || asObject(control)?.["isEnabled"] === false;

function withoutFilledIn(control: unknown): unknown {
  const object = asObject(control);
  if (object === undefined) return control;
  return Object.fromEntries(Object.entries(object).filter(([key, value]) => FREQUENCY_DEFAULTS[key] !== value));
}
