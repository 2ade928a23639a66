import { randomUUID } from "node:crypto";
import { notFound } from "../http/graph-error";
import { created, type GraphRequest, noContent, ok, param, type Reply } from "../http/message";
import type { Route } from "../http/router";
import type { GraphObject, JsonObject } from "../json";
import type { Requirement } from "../login/roles";
import { listReply, select, selectedNames } from "../query/list";
import { byId, replaced, without } from "../store/directory";
import type { ListName, Store, TenantData } from "../store/store";

/** What all routes need. */
export interface RouteContext {
  readonly store: Store;
  /** The log of sign-ins, the newest first. */
  readonly signIns: () => readonly GraphObject[];
  /** The size of a page unless the request says otherwise. */
  readonly pageSize: number;
  readonly now: () => Date;
}

/** A list of the tenant's data, and how Graph shows it. */
export interface Collection {
  readonly path: string;
  readonly list: ListName;
  readonly needs: Requirement;
  /** Properties that can be filtered on although no object may have them. */
  readonly filterable?: readonly string[];
  /** The object without `$select`; the whole object by default. */
  readonly shown?: (object: GraphObject, request: GraphRequest, data: TenantData) => GraphObject;
}

/** The routes that list a collection and read an object by its id. */
export function readRoutes({ store, pageSize }: RouteContext, collection: Collection): readonly Route[] {
  const { path, list, needs, filterable = [], shown = (object: GraphObject) => object } = collection;
  const readAll = (request: GraphRequest): Reply => {
    const data = store.read();
    return listReply(data[list], request, { pageSize, filterable, shown: (one) => shown(one, request, data) });
  };
  const readOne = (request: GraphRequest): Reply => {
    const data = store.read();
    const object = existing(data[list], path, request);
    const names = selectedNames(request.query);
    return ok(names === undefined ? shown(object, request, data) : select(object, names));
  };
  return [
    { method: "GET", path, needs, handle: readAll },
    { method: "GET", path: `${path}/:id`, needs, handle: readOne },
  ];
}

/** Graph's handling of changes to a collection. Each function throws a GraphError for what Graph refuses. */
export interface Changes {
  readonly needs: Requirement;
  /** The new object without its id. @param at the time in Graph's notation */
  create(body: JsonObject, data: TenantData, at: string): JsonObject;
  /** The object after the PATCH. */
  update(stored: GraphObject, body: JsonObject, data: TenantData, at: string): JsonObject;
  /** Throws if the object can't be deleted. */
  refuseRemoval?(stored: GraphObject): void;
}

/** The routes that create, change and delete the objects of a collection. */
export function changeRoutes(context: RouteContext, collection: Collection, changes: Changes): readonly Route[] {
  const { store, now } = context;
  const { path, list, shown = (object: GraphObject) => object } = collection;
  const { needs } = changes;
  const create = (request: GraphRequest): Reply => {
    const data = store.read();
    const object = { ...changes.create(request.body, data, now().toISOString()), id: randomUUID() };
    store.change({ [list]: [...data[list], object] });
    return created(shown(object, request, data));
  };
  const update = (request: GraphRequest): Reply => {
    const data = store.read();
    const stored = existing(data[list], path, request);
    const object = { ...changes.update(stored, request.body, data, now().toISOString()), id: stored.id };
    store.change({ [list]: replaced(data[list], object) });
    return noContent();
  };
  const remove = (request: GraphRequest): Reply => {
    const objects = store.read()[list];
    const stored = existing(objects, path, request);
    changes.refuseRemoval?.(stored);
    store.change({ [list]: without(objects, stored.id) });
    return noContent();
  };
  return [
    { method: "POST", path, needs, handle: create },
    { method: "PATCH", path: `${path}/:id`, needs, handle: update },
    { method: "DELETE", path: `${path}/:id`, needs, handle: remove },
  ];
}

/** The object that the request's path names. @throws GraphError 404 */
export function existing(list: readonly GraphObject[], path: string, request: GraphRequest): GraphObject {
  const object = byId(list, param(request, "id"));
  if (object === undefined) throw notFound(`${path}/${param(request, "id")}`);
  return object;
}
