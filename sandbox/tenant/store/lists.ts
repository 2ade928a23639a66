import type { GraphObject } from "../json";
import { sameId } from "../same-id";

/** The object with the id, whatever its letter case. */
export function byId<T extends GraphObject>(list: readonly T[], id: string): T | undefined {
  return list.find((item) => sameId(item.id, id));
}

/** The list with the object of the same id replaced; its place is kept. */
export function replaced<T extends GraphObject>(list: readonly T[], object: T): readonly T[] {
  return list.map((item) => (sameId(item.id, object.id) ? object : item));
}

/** The list without the object of that id. */
export function without<T extends GraphObject>(list: readonly T[], id: string): readonly T[] {
  return list.filter((item) => !sameId(item.id, id));
}
