import { notFound } from "../http/graph-error";
import { type GraphRequest, param } from "../http/graph-request";
import { ok, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { needs } from "../login/needs";
import { select, selectedNames } from "../query/select";
import { directoryObject } from "../store/directory";
import type { RouteContext } from "./context";
import { readOnly } from "./read-only";

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

function readObject({ store }: RouteContext, request: GraphRequest): Reply {
  const object = directoryObject(store.read(), param(request, "id"));
  if (object === undefined) throw notFound(param(request, "id"));
  return ok(select(object, selectedNames(request.query)));
}
