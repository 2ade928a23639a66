import { isObject, type Json, type JsonObject } from "../json";

/** Puts the changes into the object, at any depth; lists and plain values are replaced, null is a value like others. */
export function deepMerge(object: JsonObject, changes: JsonObject): JsonObject {
  const merged = Object.entries(changes).map(([name, value]): [string, Json | undefined] => {
    const before = object[name];
    return [name, isObject(before) && isObject(value) ? deepMerge(before, value) : value];
  });
  return { ...object, ...Object.fromEntries(merged) };
}
