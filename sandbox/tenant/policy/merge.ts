import { isObject, type Json, type JsonObject } from "../json";

/** Objects inside a policy that a PATCH merges field by field; everything else in it is replaced whole. */
const MERGED = ["conditions", "conditions.applications", "conditions.users", "grantControls", "sessionControls"];

/** What a PATCH leaves: a field that the body doesn't name stays as it is, also one that nobody here has heard of. */
export function mergePolicy(stored: JsonObject, body: JsonObject, path = ""): JsonObject {
  const changes = Object.entries(body).map(([name, value]): [string, Json | undefined] => {
    const at = path === "" ? name : `${path}.${name}`;
    const before = stored[name];
    return [name, MERGED.includes(at) && isObject(value) && isObject(before) ? mergePolicy(before, value, at) : value];
  });
  return { ...stored, ...Object.fromEntries(changes) };
}
