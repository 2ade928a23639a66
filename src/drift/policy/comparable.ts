import { asObject, isAnnotation, isEmpty, type JsonObject } from "../../adapters/graph/json";
import { isSameValue } from "../../adapters/graph-versions";
import { comparableSession } from "./comparable-session";

/** Set by Graph alone, or about the object rather than the policy. */
const READ_ONLY: ReadonlySet<string> = new Set(["id", "templateId", "createdDateTime", "modifiedDateTime"]);

/** Sets of flags, which Graph writes as one text with commas. */
const FLAGS: ReadonlySet<string> = new Set(["guestOrExternalUserTypes", "transferMethods", "insiderRiskLevels"]);

/** Objects that say nothing when they include everything and exclude nothing. */
const EXPLICIT_ALL: Readonly<Record<string, JsonObject>> = {
  platforms: { includePlatforms: ["all"] },
  locations: { includeLocations: ["All"] },
};

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

export function isExplicitAll(key: string, value: unknown): boolean {
  const all = EXPLICIT_ALL[key];
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
