import { asText, type JsonObject } from "../../json/json-object";
import { momentOf } from "../../text/moment";

/** When an object was last changed, or made if it never was; nothing where the file doesn't say, or in no date's form. */
export function changeOf(object: JsonObject): { readonly changed?: number } {
  const times = ["modifiedDateTime", "createdDateTime"].map((key) => momentOf(asText(object[key]) ?? ""));
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? {} : { changed: Math.max(...known) };
}
