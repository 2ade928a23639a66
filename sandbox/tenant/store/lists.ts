import type { GraphObject } from "../json";
import { sameId } from "../same-id";

/** Lists are never changed in place, so that an index stays true for as long as there is its list. */
const INDEXES = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** The first item with the id, whatever its letter case. */
export function indexed<T>(list: readonly T[], idOf: (item: T) => string, id: string): T | undefined {
  const known = INDEXES.get(list) as ReadonlyMap<string, T> | undefined; // made below, of this very list
  const index = known ?? new Map([...list].reverse().map((item) => [idOf(item).toLowerCase(), item]));
  if (known === undefined) INDEXES.set(list, index);
  return index.get(id.toLowerCase());
}

/** The object with the id, whatever its letter case. */
export function byId<T extends GraphObject>(list: readonly T[], id: string): T | undefined {
  return indexed(list, (item) => item.id, id);
}

/** The list with the object of the same id replaced; its place is kept. */
export function replaced<T extends GraphObject>(list: readonly T[], object: T): readonly T[] {
  return list.map((item) => (sameId(item.id, object.id) ? object : item));
}

/** The list without the object of that id. */
export function without<T extends GraphObject>(list: readonly T[], id: string): readonly T[] {
  return list.filter((item) => !sameId(item.id, id));
}
