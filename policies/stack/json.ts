import type { Properties } from "../model/resource";

export const asObject = (value: unknown): Properties | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : undefined;

export const asList = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? (value as readonly unknown[]) : undefined;

export const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => asObject(inner)?.[key], value);

/** A copy with another value at the path. `undefined` takes the key away. */
export function replaced(value: unknown, path: readonly string[], by: unknown): Properties {
  const [key, ...rest] = path;
  const object = asObject(value) ?? {};
  if (key === undefined) return object;
  const inner = rest.length === 0 ? by : replaced(object[key], rest, by);
  const others = Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
  return inner === undefined ? others : { ...others, [key]: inner };
}

/** Some versions of the generic Graph package take a body as text. */
export function asJson(body: unknown): unknown {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
