import type { Properties } from "../model/resource";
import { UNKNOWN } from "../model/unknown";

/**
 * Turns a resource's properties into plain data.
 *
 * The SDK hands out proxies that throw when a value unknown at preview is read, and reports what was thrown as advisory,
 * whatever the rule's level. So each single read is guarded, and nothing but this file touches a proxy.
 */
export function plainProperties(properties: object): Properties {
  const plain = plainValue(() => properties, 0);
  return typeof plain === "object" && plain !== null ? (plain as Properties) : {};
}

/** Deeper than any resource of Entra; whatever nests deeper isn't followed, and so isn't known. */
const DEEPEST = 64;

function plainValue(read: () => unknown, depth: number): unknown {
  try {
    const value = read();
    if (typeof value !== "object" || value === null) return value;
    if (depth === DEEPEST) return UNKNOWN;
    return Array.isArray(value) ? plainList(value, depth) : plainObject(value, depth);
  } catch {
    return UNKNOWN;
  }
}

const plainList = (list: readonly unknown[], depth: number): readonly unknown[] =>
  Array.from({ length: list.length }, (_, index) => plainValue(() => list[index], depth + 1));

function plainObject(object: object, depth: number): object {
  const reader = object as { readonly [key: string]: unknown };
  return Object.fromEntries(Object.keys(object).map((key) => [key, plainValue(() => reader[key], depth + 1)]));
}
