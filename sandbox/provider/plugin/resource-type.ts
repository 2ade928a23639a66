import type { Graph } from "./graph";
import type { Shape } from "./shape";
import type { Fields } from "./values";

/** How one type of resource is checked, compared and kept in the tenant. */
export interface ResourceType {
  /** As programs name it: `azuread:index/group:Group`. */
  readonly token: string;
  readonly shape: Shape;
  /** The note of timeouts and version that the official plugin keeps in the state. */
  readonly meta: string;
  /** Refuses plans that hold together field by field but not as a whole. @throws saying why */
  validate?(plan: Fields): void;
  /** Makes the object. What fails before it answers the id leaves an object that no state knows. */
  create(graph: Graph, plan: Fields): Promise<string>;
  /** Steps that follow once the object exists. */
  finish?(graph: Graph, id: string, plan: Fields): Promise<void>;
  /** What the tenant has, in the shape's terms, or `undefined` when the object is gone. */
  read(graph: Graph, id: string, seen: Fields): Promise<Fields | undefined>;
  /** Changes the object and answers what it is afterwards. Types without it are replaced instead. */
  update?(graph: Graph, id: string, plan: Fields, seen: Fields): Promise<Fields>;
  remove(graph: Graph, id: string, seen: Fields): Promise<void>;
}

const minutes = (count: number): number => count * 60_000_000_000;

/** Timeouts in minutes, as the official plugin notes them in the state. */
export function metaOf(
  timeouts: { readonly create: number; readonly read: number; readonly update?: number; readonly delete: number },
  schemaVersion?: string,
): string {
  const { create, update, read } = timeouts;
  return JSON.stringify({
    "e2bfb730-ecaa-11e6-8f88-34363bc7c4c0": {
      create: minutes(create),
      delete: minutes(timeouts.delete),
      read: minutes(read),
      ...(update === undefined ? {} : { update: minutes(update) }),
    },
    ...(schemaVersion === undefined ? {} : { schema_version: schemaVersion }),
  });
}

/**
 * The last segment of an id that is a path.
 * @throws when the id doesn't begin with `path`, which happens when someone imports by a wrong id
 */
export function objectIdOf(path: string, id: string): string {
  const rest = id.startsWith(`${path}/`) ? id.slice(path.length + 1) : "";
  if (rest === "" || rest.includes("/"))
    throw new Error(`\`${id}\` is not an id of this type; write it as ${path}/<object id>`);
  return encodeURIComponent(rest);
}

/** The id that Graph gave a new object. */
export function newId(answer: Fields): string {
  const id = answer["id"];
  if (typeof id !== "string" || id === "") throw new Error("Graph made the object but did not say its id");
  return id;
}

/**
 * Deletes an object, and looks once whether that has happened. The official plugin looks until it has.
 * @throws when the object is still there
 */
export async function removeForGood(graph: Graph, url: string): Promise<void> {
  await graph.remove(url);
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
