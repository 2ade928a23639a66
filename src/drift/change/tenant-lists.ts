import { asObject, asText, type JsonObject } from "../../law/json/json-object";

/** Who holds a role, and who may make one active. */
export const ROLE_LISTS = ["roleAssignments", "roleEligibilitySchedules"] as const;

/** The objects in one list of a tenant file; none where the file doesn't have the list. */
export function itemsIn(file: JsonObject, key: string): readonly JsonObject[] {
  const list = file[key];
  return Array.isArray(list) ? list.map(asObject).filter((item) => item !== undefined) : [];
}

export const idOf = ({ id }: JsonObject): string => asText(id)?.toLowerCase() ?? "";

export const byId = (items: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(items.map((item) => [idOf(item), item]));

/** The file with an object in a list, in place of the one with its id or at the end. */
export function withItem(file: JsonObject, key: string, item: JsonObject): JsonObject {
  const others = itemsIn(file, key).filter((other) => idOf(other) !== idOf(item));
  return { ...file, [key]: [...others, item] };
}

export const withoutItem = (file: JsonObject, key: string, id: string): JsonObject => ({
  ...file,
  [key]: itemsIn(file, key).filter((item) => idOf(item) !== id),
});

/** The file with a changed object; as it is where it doesn't have it. */
export function withChanged(
  file: JsonObject,
  key: string,
  id: string,
  change: (item: JsonObject) => JsonObject,
): JsonObject {
  return { ...file, [key]: itemsIn(file, key).map((item) => (idOf(item) === id ? change(item) : item)) };
}
