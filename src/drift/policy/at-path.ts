import { asObject, type JsonObject } from "../../adapters/graph/json";

/** The value at a path such as `conditions.users.excludeUsers`. */
export function valueAt(object: JsonObject, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => asObject(value)?.[key], object);
}

/** The object with another value at the path; objects on the way are made where there are none. */
export function withValueAt(object: JsonObject, path: string, value: unknown): JsonObject {
  const [key = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...object, [key]: value };
  return { ...object, [key]: withValueAt(asObject(object[key]) ?? {}, rest.join("."), value) };
}
