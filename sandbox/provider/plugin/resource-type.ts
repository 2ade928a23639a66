import type { Graph } from "./graph";
import type { Shape } from "./shape";
import type { Fields } from "./values";

/** How the stand-in checks and compares resources of a type, and keeps them in the tenant. */
export interface ResourceType {
  /** The name in programs: `azuread:index/group:Group`. */
  readonly token: string;
  readonly shape: Shape;
  /** The timeouts and version that the official plugin notes in the state. */
  readonly meta: string;
  /** Creates the object and returns its id. If this fails after the object exists, the object isn't in the state. */
  create(graph: Graph, plan: Fields): Promise<string>;
  /** The steps after the object exists. */
  finish?(graph: Graph, id: string, plan: Fields): Promise<void>;
  /** The tenant's values in the terms of the shape, or `undefined` if the object is gone. */
  read(graph: Graph, id: string, seen: Fields): Promise<Fields | undefined>;
  /** Changes the object and returns its new values. Objects of a type without this function are replaced instead. */
  update?(graph: Graph, id: string, plan: Fields, seen: Fields): Promise<Fields>;
  remove(graph: Graph, id: string, seen: Fields): Promise<void>;
}

const minutes = (count: number): number => count * 60_000_000_000;

/** The timeouts in minutes, in the form in which the official plugin notes them in the state. */
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
 * @throws Error if the id doesn't begin with `path`, for example after an import with a wrong id
 */
export function objectIdOf(path: string, id: string): string {
  const rest = id.startsWith(`${path}/`) ? id.slice(path.length + 1) : "";
  if (rest === "" || rest.includes("/"))
    throw new Error(`\`${id}\` is not an id of this type; write it as ${path}/<object id>`);
  return encodeURIComponent(rest);
}

/** The id of a new object in Graph's answer. */
export function newId(answer: Fields): string {
  const id = answer["id"];
  if (typeof id !== "string" || id === "") throw new Error("Graph made the object but did not say its id");
  return id;
}

/**
 * Deletes an object, and checks once that it is gone. The official plugin checks until it is.
 * @throws Error if the object is still there
 */
export async function removeForGood(graph: Graph, url: string): Promise<void> {
  await graph.remove(url);
  if ((await graph.find(url)) !== undefined) throw new Error(`Graph took the deletion, but ${url} is still there`);
}

/**
 * The object that Graph just changed, read once.
 * @throws Error if it isn't there any more
 */
export async function readBack<T extends Fields>(found: Promise<T | undefined>, id: string): Promise<T> {
  const fields = await found;
  if (fields === undefined) throw new Error(`Graph took the change of ${id}, but doesn't find it any more`);
  return fields;
}
