import { asText, type JsonObject } from "../law/json/json-object";
import { objectsIn } from "./preview";

/** The objects in one list of a tenant file; none where the file doesn't have the list. */
export const itemsIn = (file: JsonObject, key: string): readonly JsonObject[] => objectsIn(file[key]);

export const idOf = ({ id }: JsonObject): string => asText(id)?.toLowerCase() ?? "";

export const byId = (items: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(items.map((item) => [idOf(item), item]));

export const withoutItem = (file: JsonObject, list: string, id: string): JsonObject => ({
  ...file,
  [list]: itemsIn(file, list).filter((item) => idOf(item) !== id),
});

/** The file with an object in a list, in place of the one with its id or at the end. */
export const withItem = (file: JsonObject, list: string, item: JsonObject): JsonObject => ({
  ...file,
  [list]: [...itemsIn(withoutItem(file, list, idOf(item)), list), item],
});

/** The file with a changed object; as it is where it doesn't have it. */
export function withChanged(
  file: JsonObject,
  list: string,
  id: string,
  to: (item: JsonObject) => JsonObject,
): JsonObject {
  if (file[list] === undefined) return file;
  return { ...file, [list]: itemsIn(file, list).map((item) => (idOf(item) === id ? to(item) : item)) };
}
