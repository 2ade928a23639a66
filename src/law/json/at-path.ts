import { asObject, type JsonObject } from "./json-object";

/** What stands at the path within a value; `undefined` where the path leads nowhere. */
export const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => asObject(inner)?.[key], value);

/** A copy with another value at the path, made where it isn't there yet. `undefined` takes the key away. */
export function replaced(value: unknown, path: readonly string[], by: unknown): JsonObject {
  const [key, ...rest] = path;
  const object = asObject(value) ?? {};
  if (key === undefined) return object;
  const inner = rest.length === 0 ? by : replaced(object[key], rest, by);
  const others = Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
  return inner === undefined ? others : { ...others, [key]: inner };
}
