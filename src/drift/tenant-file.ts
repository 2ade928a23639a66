import { asObject, graphId, type JsonObject } from "../law/json/json-object";
import { present } from "../text/present";

/** The objects in a list; empty if it isn't a list. */
export const objectsIn = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? present(value.map(asObject)) : [];

/** The objects in one list of a tenant file; empty if the file doesn't have the list. */
export const itemsIn = (file: JsonObject, list: string): readonly JsonObject[] => objectsIn(file[list]);

/** Objects by their ids in lower case. */
export const itemsById = (items: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(items.map((item) => [graphId(item), item]));

/** The file with an object at the end of a list, instead of the object with this id. Without an object, it is removed. */
export const withItem = (file: JsonObject, list: string, id: string, item: JsonObject | undefined): JsonObject => ({
  ...file,
  [list]: [...itemsIn(file, list).filter((other) => graphId(other) !== id), ...present([item])],
});

/** The file with a changed object; unchanged if it doesn't have the object. */
export const withChanged = (
  file: JsonObject,
  list: string,
  id: string,
  to: (item: JsonObject) => JsonObject,
): JsonObject =>
  file[list] === undefined
    ? file
    : { ...file, [list]: itemsIn(file, list).map((item) => (graphId(item) === id ? to(item) : item)) };
