import { badRequest, notFound } from "../http/graph-error";
import { type GraphRequest, noContent, ok, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { type GraphObject, type JsonObject, stringsIn } from "../json";
import { needs } from "../login/roles";
import { listReply, select, selectedNames } from "../query/list";
import { byId, objectsOf, showsMembers, typed } from "../store/directory";
import { type Collection, existing, type RouteContext, readRoutes } from "./collection";

/** What Graph v1.0 returns of a user without `$select`: neither accountEnabled nor userType. */
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

/** A unit's members are a list of their own. */
const withoutMembers = ({ memberIds: _members, ...unit }: GraphObject): GraphObject => ({ ...unit, id: unit.id });

const UNITS = "/directory/administrativeUnits";

/** What can only be read here: the directory, and what surrounds the policies and only an audit asks for. */
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
  { path: UNITS, list: "administrativeUnits", needs: needs.readUnits, shown: withoutMembers },
  { path: "/identityGovernance/accessReviews/definitions", list: "accessReviews", needs: needs.readReviews },
  {
    path: "/auditLogs/directoryAudits",
    list: "directoryAudits",
    needs: needs.readAudits,
    filterable: ["loggedByService", "targetResources"],
  },
];

const DEFAULTS = "/policies/identitySecurityDefaultsEnforcementPolicy";

/** The directory but for groups, security defaults, and what surrounds the policies. */
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
    get("/users/:id/manager", needs.readUsers, (request) => manager(context, request)),
    get(`${UNITS}/:id/members`, needs.readUnits, (request) => unitMembers(context, request)),
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

function manager({ store }: RouteContext, request: GraphRequest): Reply {
  const { users, managers } = store.read();
  const found = byId(users, managers[existing(users, "/users", request).id] ?? "");
  if (found === undefined) throw notFound("manager");
  return ok(select(typed(found, "user"), selectedNames(request.query)));
}

function unitMembers({ store, pageSize }: RouteContext, request: GraphRequest): Reply {
  const data = store.read();
  const unit = existing(data.administrativeUnits, UNITS, request);
  const ids = showsMembers(unit, request.roles) ? stringsIn(unit["memberIds"]) : [];
  return listReply(objectsOf(data, ids), request, { pageSize });
}

/** One switch; while it is on no Conditional Access policy can be enabled. */
function setSecurityDefaults({ store }: RouteContext, { isEnabled }: JsonObject): Reply {
  if (typeof isEnabled !== "boolean") throw badRequest("isEnabled: expected true or false.");
  store.change({ securityDefaults: { ...store.read().securityDefaults, isEnabled } });
  return noContent();
}
