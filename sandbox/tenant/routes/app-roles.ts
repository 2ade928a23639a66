import { notFound } from "../http/graph-error";
import { type GraphRequest, param } from "../http/graph-request";
import { ok, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { needs } from "../login/needs";
import { listReply } from "../query/list";
import { select, selectedNames } from "../query/select";
import { sameId } from "../same-id";
import type { RouteContext } from "./context";

/** A resource by its application id (`/servicePrincipals(appId='…')`), and who holds application roles of it. */
export function appRoleRoutes(context: RouteContext): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/servicePrincipals(appId=':id')",
      needs: needs.readApplications,
      handle: (request) => readByAppId(context, request),
    },
    {
      method: "GET",
      path: "/servicePrincipals/:id/appRoleAssignedTo",
      needs: needs.readApplications,
      handle: (request) => assignedTo(context, request),
    },
  ];
}

function readByAppId({ store }: RouteContext, request: GraphRequest): Reply {
  const id = param(request, "id");
  const principal = store.read().servicePrincipals.find(({ appId }) => sameId(String(appId), id));
  if (principal === undefined) throw notFound(`/servicePrincipals(appId='${id}')`);
  return ok(select(principal, selectedNames(request.query)));
}

function assignedTo({ store, pageSize }: RouteContext, request: GraphRequest): Reply {
  const id = param(request, "id");
  const given = store.read().appRoleAssignments.filter(({ resourceId }) => sameId(String(resourceId), id));
  return listReply(given, request, { pageSize });
}
