import { asText, type JsonObject } from "../../law/json/json-object";
import { momentOf } from "../../text/moment";

/**
 * When an object, or one that decides with it, was last changed, or made if it never was; nothing where the file doesn't say of the
 * first, or in no date's form.
 */
export function changeOf(
  object: JsonObject,
  ...others: readonly (JsonObject | undefined)[]
): { readonly changed?: number } {
  const own = lastOf(object);
  const changes = others.map((other) => other && lastOf(other)).filter((time) => time !== undefined);
  return own === undefined && changes.length === 0
    ? {}
    : { changed: Math.max(...changes, ...(own === undefined ? [] : [own])) };
}

function lastOf(object: JsonObject): number | undefined {
  const times = ["modifiedDateTime", "createdDateTime"].map((key) => momentOf(asText(object[key]) ?? ""));
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
