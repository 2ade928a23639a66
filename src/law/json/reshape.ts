import { asText, isObject, type JsonObject } from "./json-object";

/** A field of the azuread provider: its name in Graph, and how to convert its value if Graph writes it in another way. */
export type Field = readonly [graphName: string, toGraph?: Convert];
type Convert = (value: unknown) => unknown;

/** The fields of an object of the provider. A map has no inherited names. */
export type Shape = ReadonlyMap<string, Field>;

/** A shape with these fields, by their names in the azuread package. */
export const shape = (fields: Readonly<Record<string, Field>>): Shape => new Map(Object.entries(fields));

/** Keys that the engine adds to the properties of a resource. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  "__defaults",
  "__internal",
  "__meta",
  "__name",
  "__pulumi_raw_state_delta",
]);

/** A value in Graph's words. A value that isn't an object stays as it is, and the reader reports it. A block of Terraform is a list of one object. */
export function reshape(value: unknown, fields: Shape): unknown {
  const only = onlyItem(value);
  return isObject(only) ? reshaped(only, fields) : only;
}

/** An object in Graph's words. A field that the shape doesn't have gets a name that no field of Graph has. */
export function reshaped(object: JsonObject, fields: Shape): JsonObject {
  const entries = Object.entries(object).filter(([key]) => !BOOKKEEPING.has(key));
  return Object.fromEntries(
    entries.map(([key, value]) => {
      const [name, toGraph] = fields.get(key) ?? [`azuread:${key}`];
      return [name, toGraph === undefined ? value : toGraph(value)];
    }),
  );
}

/** The id at the end of a path such as `/identity/conditionalAccess/namedLocations/<id>`, or a bare id. */
export const lastSegment = (value: unknown): unknown =>
  typeof value === "string" ? value.slice(value.lastIndexOf("/") + 1) : value;

/** Flags as Graph writes them: one text with commas. The provider has a list. */
export const asFlags = (value: unknown): unknown =>
  Array.isArray(value) && value.every((flag) => typeof flag === "string") ? value.join(",") : value;

/** A field of Graph's below `conditions`, which is compared and repaired as one value. */
export interface GraphField {
  /** e.g. `platforms.includePlatforms` */
  readonly path: string;
  /** The same field in the azuread package, below `conditions` there, e.g. `platforms.includedPlatforms`. */
  readonly azuread: string;
  /** `words` of an enumeration, in which letter case says nothing; the same as a set of `flags` in one text; `ids`; or an object. */
  readonly holds: "words" | "flags" | "ids" | { readonly keys: readonly string[] };
}

/** A condition with these fields: its key in the azuread package, and its field in Graph. */
export function azureadCondition({
  key,
  fields,
}: {
  readonly key: string;
  readonly fields: readonly [GraphField, ...GraphField[]];
}): readonly [string, Field] {
  const [{ path, azuread, holds }] = fields;
  const [name = ""] = azuread.split(".");
  const last = (whole: string): string => whole.slice(whole.indexOf(".") + 1);
  const known = shape(
    Object.fromEntries(fields.map((one) => [last(one.azuread), [last(one.path), converter(one.holds)]])),
  );
  if (azuread !== name) return [name, [key, (value) => reshape(value, known)]];
  return [name, [key, path === key ? converter(holds) : (value) => reshape({ [name]: value }, known)]];
}

function converter(holds: GraphField["holds"]): Convert {
  if (holds === "flags") return asFlags;
  if (holds === "ids") return (value) => (Array.isArray(value) ? value.map(lastSegment) : value);
  if (holds === "words") return (value) => value;
  const known = shape(Object.fromEntries(holds.keys.map((key) => [key, [key]])));
  return (value) => reshape(value, known);
}

/** The object in a list of one, where Graph has one object and the provider a list. A longer list stays as it is. */
export function onlyItem(value: unknown): unknown {
  if (!Array.isArray(value) || value.length > 1) return value;
  return value.length === 0 ? null : value[0];
}

/** The id of a deployed resource in Graph: its object id, or else the end of its path. */
export const idOf = ({ objectId, id }: JsonObject): string | undefined => asText(objectId) ?? asText(lastSegment(id));
