import { notFound } from "../http/graph-error";
import { type GraphRequest, ok, param, type Reply } from "../http/message";
import type { Route } from "../http/router";
import type { GraphObject } from "../json";
import type { Requirement } from "../login/roles";
import { type ListShape, listReply, select, selectedNames } from "../query/list";
import type { SignInLog } from "../sign-ins/sign-in-log";
import { byId } from "../store/directory";
import type { ListName, Store } from "../store/store";

/** What every route works with. */
export interface RouteContext {
  readonly store: Store;
  readonly signIns: SignInLog;
  /** Objects on a page of a list unless the request says otherwise. */
  readonly pageSize: number;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** A list of the data that can only be read: as a whole, and each object by its id. */
export function readOnly(
  context: RouteContext,
  path: string,
  name: ListName,
  wanted: Requirement,
  filterable: readonly string[],
): readonly Route[] {
  const shape: ListShape = { pageSize: context.pageSize, filterable };
  return [
    { method: "GET", path, needs: wanted, handle: (request) => listReply(context.store.read()[name], request, shape) },
    {
      method: "GET",
      path: `${path}/:id`,
      needs: wanted,
      handle: (request) => readOne(context.store.read()[name], path, request),
    },
  ];
}

function readOne(list: readonly GraphObject[], path: string, request: GraphRequest): Reply {
  const object = byId(list, param(request, "id"));
  if (object === undefined) throw notFound(`${path}/${param(request, "id")}`);
  return ok(select(object, selectedNames(request.query)));
}

/** What only beta has: v1.0 knows no such segment. */
export const onlyInBeta = (routes: readonly Route[]): readonly Route[] =>
  routes.map((route) => ({ ...route, version: "beta" }));
