import { asObject, type JsonObject } from "../../src/law/json/json-object";
import { deployedPolicy } from "./declared-policy";

/** The deployed policy after somebody has changed it: objects merge, everything else replaces what was there. */
export const changedPolicy = (changes: JsonObject): JsonObject => mergedInto(deployedPolicy, changes);

function mergedInto(object: JsonObject, changes: JsonObject): JsonObject {
  const merged = Object.entries(changes).map(([key, value]) => {
    const [before, after] = [asObject(object[key]), asObject(value)];
    return [key, before !== undefined && after !== undefined ? mergedInto(before, after) : value];
  });
  return { ...object, ...Object.fromEntries(merged) };
}
