import { randomUUID } from "node:crypto";
import { directoryBadRequest, GraphError, notFound } from "../http/graph-error";
import { created, type GraphRequest, noContent, ok, param, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { type GraphObject, type Json, sameId, stringsIn } from "../json";
import { needs } from "../login/roles";
import { listReply, select, selectedNames } from "../query/list";
import { directoryObject, groupById, objectsOf, showsMembers, transitiveMembers, typed } from "../store/directory";
import type { GroupRecord, TenantData } from "../store/store";
import type { RouteContext } from "./collection";

/** The routes of groups, their members and their owners. */
export function groupRoutes(context: RouteContext): readonly Route[] {
  const route = (
    method: Route["method"],
    path: string,
    roles: Route["needs"],
    handle: (context: RouteContext, request: GraphRequest) => Reply,
  ): Route => ({ method, path: `/groups${path}`, needs: roles, handle: (request) => handle(context, request) });
  return [
    route("GET", "", needs.readGroups, list),
    route("POST", "", needs.writeGroups, create),
    route("GET", "/:id", needs.readGroups, read),
    route("PATCH", "/:id", needs.writeGroups, update),
    route("DELETE", "/:id", needs.writeGroups, remove),
    route("GET", "/:id/memberOf", needs.readGroups, memberOf),
    route("GET", "/:id/transitiveMembers", needs.readGroups, people(transitiveMembers)),
    route(
      "GET",
      "/:id/members",
      needs.readGroups,
      people((data, { members }) => objectsOf(data, members)),
    ),
    route("POST", "/:id/members/$ref", needs.writeMembers, add("members")),
    route("DELETE", "/:id/members/:member/$ref", needs.writeMembers, take("members")),
    route("GET", "/:id/owners", needs.readGroups, owners),
    route("POST", "/:id/owners/$ref", needs.writeGroups, add("owners")),
    route("DELETE", "/:id/owners/:member/$ref", needs.writeGroups, take("owners")),
  ];
}

const FILTERABLE = [
  "displayName",
  "mailNickname",
  "mail",
  "mailEnabled",
  "securityEnabled",
  "isAssignableToRole",
  "groupTypes",
  "description",
];

function list({ store, pageSize }: RouteContext, request: GraphRequest): Reply {
  const groups = store.read().groups.map(({ object }) => object);
  return listReply(groups, request, { pageSize, filterable: FILTERABLE });
}

function create({ store, now }: RouteContext, { body }: GraphRequest): Reply {
  const data = store.read();
  const { "members@odata.bind": members, "owners@odata.bind": owners, ...given } = body;
  const object = {
    description: null,
    groupTypes: [],
    isAssignableToRole: false,
    ...given,
    id: randomUUID(),
    createdDateTime: now().toISOString(),
  };
  const empty: GroupRecord = { object, members: [], owners: [] };
  const added = (name: Who, links: Json | undefined) =>
    stringsIn(links).map((link) => referred(data, empty, name, link));
  const group = { object, members: added("members", members), owners: added("owners", owners) };
  store.change({ groups: [...data.groups, group] });
  return created(object);
}

function read({ store }: RouteContext, request: GraphRequest): Reply {
  return ok(select(existing(store.read(), request).object, selectedNames(request.query)));
}

function update(context: RouteContext, request: GraphRequest): Reply {
  const stored = existing(context.store.read(), request);
  return changed(context, { ...stored, object: { ...stored.object, ...request.body, id: stored.object.id } });
}

function remove({ store }: RouteContext, request: GraphRequest): Reply {
  const data = store.read();
  const { id } = existing(data, request).object;
  const others = data.groups.filter(({ object }) => !sameId(object.id, id));
  store.change({
    groups: others.map((group) => ({ ...group, members: group.members.filter((member) => !sameId(member, id)) })),
  });
  return noContent();
}

function memberOf({ store, pageSize }: RouteContext, request: GraphRequest): Reply {
  const data = store.read();
  const { id } = existing(data, request).object;
  const holding = data.groups.filter(({ members }) => members.some((member) => sameId(member, id)));
  const objects = holding.map(({ object }) => typed(object, "group"));
  return listReply(objects, request, { pageSize, filterable: FILTERABLE });
}

/** The members of a group that the caller may see. */
const people =
  (inside: (data: TenantData, group: GroupRecord) => readonly GraphObject[]) =>
  ({ store, pageSize }: RouteContext, request: GraphRequest): Reply => {
    const data = store.read();
    const group = existing(data, request);
    const found = showsMembers(group.object, request.roles) ? inside(data, group) : [];
    return listReply(found, request, { pageSize, filterable: ["displayName", "mail", "userPrincipalName"] });
  };

function owners({ store, pageSize }: RouteContext, request: GraphRequest): Reply {
  const data = store.read();
  return listReply(objectsOf(data, existing(data, request).owners), request, { pageSize });
}

type Who = "members" | "owners";

const add =
  (who: Who) =>
  (context: RouteContext, request: GraphRequest): Reply => {
    const data = context.store.read();
    const group = existing(data, request);
    refuseWithoutRoleManagement(who, group, request);
    const id = referred(data, group, who, request.body["@odata.id"]);
    return changed(context, { ...group, [who]: [...group[who], id] });
  };

const take =
  (who: Who) =>
  (context: RouteContext, request: GraphRequest): Reply => {
    const group = existing(context.store.read(), request);
    refuseWithoutRoleManagement(who, group, request);
    const id = param(request, "member");
    const left = group[who].filter((other) => !sameId(other, id));
    if (left.length === group[who].length) throw notFound(id);
    return changed(context, { ...group, [who]: left });
  };

/** The group that the request's path names. @throws GraphError 404 */
function existing({ groups }: TenantData, request: GraphRequest): GroupRecord {
  const group = groupById(groups, param(request, "id"));
  if (group === undefined) throw notFound(`/groups/${param(request, "id")}`);
  return group;
}

function changed({ store }: RouteContext, group: GroupRecord): Reply {
  const { groups } = store.read();
  store.change({ groups: groups.map((other) => (sameId(other.object.id, group.object.id) ? group : other)) });
  return noContent();
}

/**
 * The id in a link to a new member or owner, checked as Graph checks it.
 * @param link a URL that ends in `/<object id>`
 * @throws GraphError 404 for an unknown object, 400 for one that is in the list already
 */
function referred(data: TenantData, group: GroupRecord, who: Who, link: Json | undefined): string {
  const id = (typeof link === "string" && link.split("/").at(-1)) || undefined;
  if (id === undefined) throw directoryBadRequest("The request needs an '@odata.id' that names an object.");
  const object = directoryObject(data, id);
  if (object === undefined) throw notFound(id);
  if (group[who].some((other) => sameId(other, id)))
    throw directoryBadRequest(
      `One or more added object references already exist for the following modified properties: '${who}'.`,
    );
  return object.id;
}

/** Refuses a change of a role-assignable group without the right to manage roles: its members hold its roles. */
function refuseWithoutRoleManagement(who: Who, { object }: GroupRecord, { roles }: GraphRequest): void {
  if (who === "owners" || object["isAssignableToRole"] !== true) return;
  if (!roles.includes("RoleManagement.ReadWrite.Directory"))
    throw new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
}
