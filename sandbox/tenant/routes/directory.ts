import { notFound } from "../http/graph-error";
import { type GraphRequest, param } from "../http/graph-request";
import { ok, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { GraphObject } from "../json";
import { needs } from "../login/needs";
import type { Requirement } from "../login/requirement";
import { type ListShape, listReply } from "../query/list";
import { select, selectedNames } from "../query/select";
import { directoryObject } from "../store/directory";
import { byId } from "../store/lists";
import type { ListName } from "../store/tenant-data";
import type { RouteContext } from "./context";

/** Parts of the directory that can only be read here. */
export function directoryRoutes(context: RouteContext): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/directoryObjects/:id",
      needs: needs.readObjects,
      handle: (request) => readObject(context, request),
    },
    ...readOnly(context, "/servicePrincipals", "servicePrincipals", needs.readApplications, [
      "appId",
      "displayName",
      "servicePrincipalType",
    ]),
    ...readOnly(context, "/directoryRoles", "directoryRoles", needs.readRoles, ["roleTemplateId", "displayName"]),
    ...readOnly(context, "/roleManagement/directory/roleDefinitions", "roleDefinitions", needs.readRoles, [
      "displayName",
      "templateId",
      "isBuiltIn",
    ]),
    ...readOnly(context, "/roleManagement/directory/roleAssignments", "roleAssignments", needs.readRoles, [
      "principalId",
      "roleDefinitionId",
      "directoryScopeId",
    ]),
    ...readOnly(context, "/organization", "organization", needs.readOrganization, ["displayName"]),
    ...readOnly(context, "/subscribedSkus", "subscribedSkus", needs.readLicences, ["skuPartNumber"]),
  ];
}

function readOnly(
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

function readObject({ store }: RouteContext, request: GraphRequest): Reply {
  const object = directoryObject(store.read(), param(request, "id"));
  if (object === undefined) throw notFound(param(request, "id"));
  return ok(select(object, selectedNames(request.query)));
}
