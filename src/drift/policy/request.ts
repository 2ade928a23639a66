import { asObject, isEmpty, type JsonObject } from "../../adapters/graph/json";
import { valueAt, withValueAt } from "./at-path";
import type { Difference } from "./differences";

/** A request to Graph that somebody can paste into Graph Explorer or `az rest`. */
export type GraphRequest = { readonly method: "PATCH"; readonly path: string; readonly body: JsonObject };

/**
 * The request that makes the tenant's policy what the code says, in the fields that differ. Each object that is touched
 * goes along whole, for it isn't documented whether Graph merges or replaces it; what has to go is named with an empty
 * value, for what isn't named may stay.
 * @param version `beta` where v1.0 doesn't know one of the fields
 */
export function repairRequest(
  id: string,
  code: JsonObject,
  differences: readonly Difference[],
  version: "v1.0" | "beta",
): GraphRequest {
  const touched = new Set(differences.map(({ path }) => path.split(".", 1)[0] ?? path));
  const whole = Object.fromEntries([...touched].map((key) => [key, sayable(code[key])]));
  const body = differences.reduce<JsonObject>((sum, difference) => withReset(sum, code, difference), whole);
  return { method: "PATCH", path: `/${version}/identity/conditionalAccess/policies/${id}`, body };
}

function withReset(body: JsonObject, code: JsonObject, { path, tenant }: Difference): JsonObject {
  const wanted = valueAt(code, path);
  if (!isEmpty(wanted)) return body;
  return withValueAt(body, path, Array.isArray(tenant) && !isFlags(path) ? [] : null);
}

/** Compared as lists, written by Graph as one text. */
const isFlags = (path: string): boolean => /\.(transferMethods|insiderRiskLevels)$/.test(path);

/** Without empty values: Graph refuses some of those that it returns itself. */
function sayable(value: unknown): unknown {
  const object = asObject(value);
  if (object === undefined) return value ?? null;
  const kept = Object.entries(object).filter(([, inner]) => !isEmpty(inner));
  return Object.fromEntries(kept.map(([key, inner]) => [key, sayable(inner)]));
}
