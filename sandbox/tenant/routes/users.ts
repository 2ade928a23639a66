import { directoryBadRequest, GraphError, notFound } from "../http/graph-error";
import { created, type GraphRequest, noContent, ok, param, type Reply } from "../http/message";
import type { Route } from "../http/router";
import type { GraphObject, JsonObject } from "../json";
import { sameId } from "../json";
import { needs } from "../login/roles";
import { listReply, select, selectedNames } from "../query/list";
import { byId, groupsOf, replaced, typed, without } from "../store/directory";
import { listGroups } from "./groups";
import type { RouteContext } from "./read-only";

/** Users: by object id or user principal name. */
export function userRoutes(context: RouteContext): readonly Route[] {
  return [
    { method: "GET", path: "/users", needs: needs.readUsers, handle: (request) => list(context, request) },
    { method: "POST", path: "/users", needs: needs.writeUsers, handle: (request) => create(context, request) },
    { method: "GET", path: "/users/:id", needs: needs.readUsers, handle: (request) => read(context, request) },
    { method: "PATCH", path: "/users/:id", needs: needs.writeUsers, handle: (request) => update(context, request) },
    { method: "DELETE", path: "/users/:id", needs: needs.writeUsers, handle: (request) => remove(context, request) },
    {
      method: "GET",
      path: "/users/:id/manager",
      needs: needs.readUsers,
      handle: (request) => manager(context, request),
    },
    {
      method: "GET",
      path: "/users/:id/memberOf",
      needs: needs.readObjects,
      handle: (request) => memberOf(context, request, false),
    },
    {
      method: "GET",
      path: "/users/:id/transitiveMemberOf",
      needs: needs.readObjects,
      handle: (request) => memberOf(context, request, true),
    },
  ];
}

/** What Graph v1.0 returns of a user without `$select`: neither accountEnabled nor userType. */
const DEFAULT_PROPERTIES = [
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

const FILTERABLE = [
  ...DEFAULT_PROPERTIES,
  "accountEnabled",
  "userType",
  "mailNickname",
  "department",
  "employeeId",
  "usageLocation",
  "createdDateTime",
];

function list({ store, pageSize }: RouteContext, request: GraphRequest): Reply {
  const byDefault = (user: GraphObject): GraphObject => shown(user, request);
  return listReply(store.read().users, request, { pageSize, filterable: FILTERABLE, byDefault });
}

function create({ store, now, newId }: RouteContext, { body }: GraphRequest): Reply {
  const { users } = store.read();
  refuseMissing(body, ["accountEnabled", "displayName", "mailNickname", "userPrincipalName", "passwordProfile"]);
  refuseTakenName(users, body, undefined);
  const { passwordProfile: _kept, ...rest } = body; // a password is never stored
  const user = { userType: "Member", mail: null, ...rest, id: newId(), createdDateTime: now().toISOString() };
  store.change({ users: [...users, user] });
  return created(user);
}

function read({ store }: RouteContext, request: GraphRequest): Reply {
  const user = existing(store.read().users, request);
  const names = selectedNames(request.query);
  return ok(names === undefined ? shown(user, request) : select(user, names));
}

function shown(user: GraphObject, request: GraphRequest): GraphObject {
  return request.version === "beta" ? user : { ...select(user, DEFAULT_PROPERTIES), id: user.id };
}

function update({ store }: RouteContext, request: GraphRequest): Reply {
  const { users } = store.read();
  const stored = existing(users, request);
  refuseTakenName(users, request.body, stored.id);
  const { passwordProfile: _kept, ...changes } = request.body;
  store.change({ users: replaced(users, { ...stored, ...changes, id: stored.id }) });
  return noContent();
}

/** A deleted user leaves every group and loses every role; policies keep the id, as in Entra. */
function remove({ store }: RouteContext, request: GraphRequest): Reply {
  const { users, groups, roleAssignments } = store.read();
  const { id } = existing(users, request);
  const others = (ids: readonly string[]): readonly string[] => ids.filter((other) => !sameId(other, id));
  store.change({
    users: without(users, id),
    groups: groups.map((group) => ({ ...group, members: others(group.members), owners: others(group.owners) })),
    roleAssignments: roleAssignments.filter((assignment) => !sameId(String(assignment["principalId"]), id)),
  });
  return noContent();
}

function manager({ store }: RouteContext, request: GraphRequest): Reply {
  const { users, managers } = store.read();
  const { id } = existing(users, request);
  const found = byId(users, managers[id] ?? "");
  if (found === undefined)
    throw new GraphError(
      404,
      "Request_ResourceNotFound",
      "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
    );
  return ok(select(typed(found, "user"), selectedNames(request.query)));
}

function memberOf(context: RouteContext, request: GraphRequest, transitive: boolean): Reply {
  const data = context.store.read();
  const { id } = existing(data.users, request);
  return listGroups(context, request, groupsOf(data, id, transitive));
}

function existing(users: readonly GraphObject[], request: GraphRequest): GraphObject {
  const key = param(request, "id");
  const user = byId(users, key) ?? users.find(({ userPrincipalName }) => sameId(String(userPrincipalName), key));
  if (user === undefined) throw notFound(key);
  return user;
}

function refuseMissing(body: JsonObject, names: readonly string[]): void {
  const missing = names.find((name) => body[name] === undefined || body[name] === null || body[name] === "");
  if (missing !== undefined)
    throw directoryBadRequest(`A value is required for property '${missing}' of resource 'User'.`);
}

function refuseTakenName(users: readonly GraphObject[], body: JsonObject, self: string | undefined): void {
  const name = body["userPrincipalName"];
  const taken =
    typeof name === "string" &&
    users.some((user) => user.id !== self && sameId(String(user["userPrincipalName"]), name));
  if (taken)
    throw directoryBadRequest("Another object with the same value for property userPrincipalName already exists.");
}
