import { badRequest, notFound } from "../http/graph-error";
import { type GraphRequest, noContent, ok, type Reply } from "../http/message";
import type { Route } from "../http/router";
import type { GraphObject, JsonObject } from "../json";
import { needs } from "../login/roles";
import { select } from "../query/list";
import { type Collection, type RouteContext, readRoutes } from "./collection";

/** The properties of a user that Graph v1.0 returns without `$select`: neither accountEnabled nor userType is among them. */
const USER_PROPERTIES = [
  "businessPhones",
  "displayName",
  "givenName",
  "jobTitle",
  "mail",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
];

const shownUser = (user: GraphObject, { version }: GraphRequest): GraphObject =>
  version === "beta" ? user : { ...select(user, USER_PROPERTIES), id: user.id };

/** The read-only collections: the directory, and the data around the policies that only an audit reads. */
const COLLECTIONS: readonly Collection[] = [
  {
    path: "/users",
    list: "users",
    needs: needs.readUsers,
    filterable: ["accountEnabled", "userType", "mail", "mailNickname", "department", "employeeId"],
    shown: shownUser,
  },
  {
    path: "/servicePrincipals",
    list: "servicePrincipals",
    needs: needs.readApplications,
    filterable: ["appId", "displayName"],
  },
  { path: "/roleManagement/directory/roleDefinitions", list: "roleDefinitions", needs: needs.readRoles },
  {
    path: "/roleManagement/directory/roleAssignments",
    list: "roleAssignments",
    needs: needs.readRoles,
    filterable: ["principalId", "roleDefinitionId"],
  },
  {
    path: "/roleManagement/directory/roleEligibilitySchedules",
    list: "roleEligibilitySchedules",
    needs: needs.readEligibilities,
  },
  { path: "/organization", list: "organization", needs: needs.readOrganization },
  { path: "/subscribedSkus", list: "subscribedSkus", needs: needs.readLicences },
  {
    path: "/reports/authenticationMethods/userRegistrationDetails",
    list: "userRegistrationDetails",
    needs: needs.readRegistrations,
  },
  { path: "/identityGovernance/accessReviews/definitions", list: "accessReviews", needs: needs.readReviews },
  {
    path: "/auditLogs/directoryAudits",
    list: "directoryAudits",
    needs: needs.readAudits,
    filterable: ["loggedByService", "targetResources"],
  },
];

const DEFAULTS = "/policies/identitySecurityDefaultsEnforcementPolicy";

/** The routes of the directory except groups, of security defaults, and of the data around the policies. */
export function directoryRoutes(context: RouteContext): readonly Route[] {
  const { store } = context;
  const get = (path: string, roles: Route["needs"], handle: Route["handle"]): Route => ({
    method: "GET",
    path,
    needs: roles,
    handle,
  });
  return [
    ...COLLECTIONS.flatMap((collection) => readRoutes(context, collection)),
    get("/users/:id/manager", needs.readUsers, () => {
      throw notFound("manager"); // nobody has one; the official plugin asks
    }),
    {
      ...get("/identity/conditionalAccess/settings", needs.readSettings, () =>
        ok(store.read().conditionalAccessSettings),
      ),
      version: "beta",
    },
    get(DEFAULTS, needs.readSecurityDefaults, () => ok(store.read().securityDefaults)),
    {
      method: "PATCH",
      path: DEFAULTS,
      needs: needs.writeSecurityDefaults,
      handle: ({ body }) => setSecurityDefaults(context, body),
    },
  ];
}

/** Switches security defaults on or off. While they are on, no Conditional Access policy can be enabled. */
function setSecurityDefaults({ store }: RouteContext, { isEnabled }: JsonObject): Reply {
  if (typeof isEnabled !== "boolean") throw badRequest("isEnabled: expected true or false.");
  store.change({ securityDefaults: { ...store.read().securityDefaults, isEnabled } });
  return noContent();
}
