import { asObject, type JsonObject } from "../graph/json";

/** A field of the plugin's: what Graph calls it, and how its value is written there if not the same way. */
type Field = readonly [graphName: string, toGraph?: (value: unknown) => unknown];

/** The fields of one of the plugin's objects. A map, so that no name is inherited. */
export type Shape = ReadonlyMap<string, Field>;

export const shape = (fields: Readonly<Record<string, Field>>): Shape => new Map(Object.entries(fields));

/** What the engine keeps for itself between a resource's properties. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  "__defaults",
  "__internal",
  "__meta",
  "__name",
  "__pulumi_raw_state_delta",
]);

/**
 * A value in Graph's words. What isn't an object stays what it is, so that a reader of Graph finds it odd: a value that
 * is known only after deployment above all.
 */
export function reshape(value: unknown, fields: Shape): unknown {
  const object = asObject(value);
  return object === undefined ? value : reshaped(object, fields);
}

/**
 * An object in Graph's words. Fields that the shape doesn't have are kept under a name of their own; under Graph's name
 * they would be taken for something that the plugin never sends.
 */
export function reshaped(object: JsonObject, fields: Shape): JsonObject {
  const entries = Object.entries(object).filter(([key]) => !BOOKKEEPING.has(key));
  return Object.fromEntries(entries.map(([key, value]) => entryOf(key, value, fields.get(key))));
}

function entryOf(key: string, value: unknown, field: Field | undefined): readonly [string, unknown] {
  if (field === undefined) return [`azuread:${key}`, value];
  const [name, toGraph] = field;
  return [name, toGraph === undefined ? value : toGraph(value)];
}
