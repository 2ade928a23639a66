import { asObject, asText, type JsonObject } from "./json-object";

/** A field of the provider's: what Graph calls it, and how its value is written there if not the same way. */
export type Field = readonly [graphName: string, toGraph?: (value: unknown) => unknown];

/** The fields of one of the provider's objects. A map, so that no name is inherited. */
export type Shape = ReadonlyMap<string, Field>;

/** Fields by their names in the azuread package. */
export const shape = (fields: Readonly<Record<string, Field>>): Shape => new Map(Object.entries(fields));

/** What the engine keeps for itself between a resource's properties. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  "__defaults",
  "__internal",
  "__meta",
  "__name",
  "__pulumi_raw_state_delta",
]);

/** A value in Graph's words. What isn't an object stays what it is, so that a reader of Graph finds it odd. */
export function reshape(value: unknown, fields: Shape): unknown {
  const object = asObject(value);
  return object === undefined ? value : reshaped(object, fields);
}

/** An object in Graph's words. Fields that the shape doesn't have get a name that no field of Graph's has. */
export function reshaped(object: JsonObject, fields: Shape): JsonObject {
  const entries = Object.entries(object).filter(([key]) => !BOOKKEEPING.has(key));
  return Object.fromEntries(entries.map(([key, value]) => entryOf(key, value, fields.get(key))));
}

function entryOf(key: string, value: unknown, field: Field | undefined): readonly [string, unknown] {
  if (field === undefined) return [`azuread:${key}`, value];
  const [name, toGraph] = field;
  return [name, toGraph === undefined ? value : toGraph(value)];
}

/** The id at the end of a path such as `/identity/conditionalAccess/namedLocations/<id>`; a bare id is one already. */
export const lastSegment = (value: unknown): unknown =>
  typeof value === "string" ? value.slice(value.lastIndexOf("/") + 1) : value;

/** The same for each item of a list. */
export const lastSegments = (value: unknown): unknown => (Array.isArray(value) ? value.map(lastSegment) : value);

/** Graph writes a set of flags as one text with commas, the provider as a list. */
export const asFlags = (value: unknown): unknown =>
  Array.isArray(value) && value.every((flag) => typeof flag === "string") ? value.join(",") : value;

/** Where Graph has one object the provider has a list of one. A longer list stays one, for it says nothing to Graph. */
export function onlyItem(value: unknown): unknown {
  if (!Array.isArray(value) || value.length > 1) return value;
  return value.length === 0 ? null : value[0];
}

/** The id that Graph knows a deployed resource by: its object id, else the end of the path that the provider gives it. */
export const idOf = ({ objectId, id }: JsonObject): string | undefined => asText(objectId) ?? asText(lastSegment(id));
