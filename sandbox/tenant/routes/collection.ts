import { randomUUID } from "node:crypto";
import { notFound } from "../http/graph-error";
import { created, type GraphRequest, noContent, ok, param, type Reply } from "../http/message";
import type { Route } from "../http/router";
import type { GraphObject, JsonObject } from "../json";
import type { Requirement } from "../login/roles";
import { listReply, select, selectedNames } from "../query/list";
import type { SignInLog } from "../sign-ins/sign-in-log";
import { byId, replaced, without } from "../store/directory";
import type { ListName, Store, TenantData } from "../store/store";

/** What every route works with. */
export interface RouteContext {
  readonly store: Store;
  readonly signIns: SignInLog;
  /** Objects on a page of a list unless the request says otherwise. */
  readonly pageSize: number;
  readonly now: () => Date;
}

/** A list of the tenant's data, and how Graph shows it. */
export interface Collection {
  readonly path: string;
  readonly list: ListName;
  readonly needs: Requirement;
  /** Properties that may be filtered on besides those that some object has. */
  readonly filterable?: readonly string[];
  /** What an object looks like without `$select`; all of it by default. */
  readonly shown?: (object: GraphObject, request: GraphRequest, data: TenantData) => GraphObject;
}

/** Lists a collection, and reads each object by its id. */
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

/** What Graph makes of requests that change a collection. Each throws a GraphError for what Graph refuses. */
export interface Changes {
  readonly needs: Requirement;
  /** The new object, but for its id. @param at the time, as Graph writes it */
  create(body: JsonObject, data: TenantData, at: string): JsonObject;
  /** The object as the PATCH leaves it. */
  update(stored: GraphObject, body: JsonObject, data: TenantData, at: string): JsonObject;
  /** Whether it may be deleted. */
  refuseRemoval?(stored: GraphObject): void;
}

/** Creates, changes and deletes the objects of a collection. */
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
