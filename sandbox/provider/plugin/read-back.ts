import type { Graph } from "./graph";
import type { Fields } from "./values";

/**
 * Looks once whether a deletion has happened. The official plugin looks until it has.
 * @throws when the object is still there
 */
export async function requireGone(graph: Graph, url: string): Promise<void> {
  if ((await graph.find(url)) !== undefined) throw new Error(`Graph took the deletion, but ${url} is still there`);
}

/**
 * What Graph has just changed, read once.
 * @throws when it isn't there any more
 */
export async function readBack<T extends Fields>(found: Promise<T | undefined>, id: string): Promise<T> {
  const fields = await found;
  if (fields === undefined) throw new Error(`Graph took the change of ${id}, but doesn't find it any more`);
  return fields;
}
