import { badRequest, notFound } from "../http/graph-error";
import { type GraphRequest, noContent, ok, param, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { type JsonObject, sameId } from "../json";
import { needs } from "../login/roles";
import { listReply, select, selectedNames } from "../query/list";
import { byId, directoryObject, objectsOf, showsMembers } from "../store/directory";
import { onlyInBeta, type RouteContext, readOnly } from "./read-only";

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

const UNITS = "/directory/administrativeUnits";

/** What surrounds the policies, and only an audit asks for: all of it can only be read. */
export function governanceRoutes(context: RouteContext): readonly Route[] {
  return [
    ...readOnly(
      context,
      "/roleManagement/directory/roleEligibilitySchedules",
      "roleEligibilitySchedules",
      needs.readEligibilities,
      ["principalId", "roleDefinitionId"],
    ),
    ...readOnly(
      context,
      "/reports/authenticationMethods/userRegistrationDetails",
      "userRegistrationDetails",
      needs.readRegistrations,
      ["isMfaRegistered", "isMfaCapable"],
    ),
    ...readOnly(context, UNITS, "administrativeUnits", needs.readUnits, ["displayName"]).map(withoutMembers),
    {
      method: "GET",
      path: `${UNITS}/:id/members`,
      needs: needs.readUnits,
      handle: (request) => members(context, request),
    },
    ...readOnly(context, "/identityGovernance/accessReviews/definitions", "accessReviews", needs.readReviews, []),
    ...onlyInBeta([
      ...readOnly(context, "/security/rules/detectionRules", "detectionRules", needs.readDetections, []),
      {
        method: "GET",
        path: "/identity/conditionalAccess/settings",
        needs: needs.readSettings,
        handle: () => ok(context.store.read().conditionalAccessSettings),
      },
    ]),
  ];
}

/** A unit's members are a list of their own. */
const withoutMembers = (route: Route): Route => ({
  ...route,
  handle: (request) => {
    const reply = route.handle(request);
    return {
      ...reply,
      body: JSON.parse(JSON.stringify(reply.body, (key, value) => (key === "memberIds" ? undefined : value))),
    };
  },
});

function members({ store, pageSize }: RouteContext, request: GraphRequest): Reply {
  const data = store.read();
  const unit = byId(data.administrativeUnits, param(request, "id"));
  if (unit === undefined) throw notFound(`${UNITS}/${param(request, "id")}`);
  const ids = unit["memberIds"];
  const inside = objectsOf(data, Array.isArray(ids) && showsMembers(unit, request.roles) ? ids.map(String) : []);
  return listReply(inside, request, { pageSize });
}

const PATH = "/policies/identitySecurityDefaultsEnforcementPolicy";

/** Security defaults: one switch; while it is on no Conditional Access policy can be enabled. */
export function securityDefaultsRoutes(context: RouteContext): readonly Route[] {
  return [
    {
      method: "GET",
      path: PATH,
      needs: needs.readSecurityDefaults,
      handle: () => ok(context.store.read().securityDefaults),
    },
    { method: "PATCH", path: PATH, needs: needs.writeSecurityDefaults, handle: ({ body }) => update(context, body) },
  ];
}

function update({ store }: RouteContext, body: JsonObject): Reply {
  const isEnabled = body["isEnabled"];
  if (typeof isEnabled !== "boolean") throw badRequest("isEnabled: expected true or false.");
  store.change({ securityDefaults: { ...store.read().securityDefaults, isEnabled } });
  return noContent();
}

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
