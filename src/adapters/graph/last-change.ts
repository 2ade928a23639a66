import { asText, type JsonObject } from "../../json/json-object";

/** When an object was last changed, or made if it never was; nothing where the file doesn't say, or in no date's form. */
export function changeOf(object: JsonObject): { readonly changed?: number } {
  const times = ["modifiedDateTime", "createdDateTime"].map((key) => Date.parse(asText(object[key]) ?? ""));
  const known = times.filter((time) => !Number.isNaN(time));
  return known.length === 0 ? {} : { changed: Math.max(...known) };
}
