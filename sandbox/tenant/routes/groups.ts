import { directoryBadRequest, notFound } from "../http/graph-error";
import { created, type GraphRequest, noContent, ok, param, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { isStringList, type Json, type JsonObject, sameId } from "../json";
import { needs } from "../login/roles";
import { listReply, select, selectedNames } from "../query/list";
import { directoryObject, groupById, groupsOf, typed } from "../store/directory";
import type { GroupRecord, TenantData } from "../store/store";
import type { RouteContext } from "./read-only";

/** Groups themselves; who is in them is another file's matter. */
export function groupRoutes(context: RouteContext): readonly Route[] {
  return [
    { method: "GET", path: "/groups", needs: needs.readGroups, handle: (request) => list(context, request) },
    { method: "POST", path: "/groups", needs: needs.writeGroups, handle: (request) => create(context, request) },
    { method: "GET", path: "/groups/:id", needs: needs.readGroups, handle: (request) => read(context, request) },
    { method: "PATCH", path: "/groups/:id", needs: needs.writeGroups, handle: (request) => update(context, request) },
    { method: "DELETE", path: "/groups/:id", needs: needs.writeGroups, handle: (request) => remove(context, request) },
    {
      method: "GET",
      path: "/groups/:id/memberOf",
      needs: needs.readGroups,
      handle: (request) => memberOf(context, request, false),
    },
    {
      method: "GET",
      path: "/groups/:id/transitiveMemberOf",
      needs: needs.readGroups,
      handle: (request) => memberOf(context, request, true),
    },
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

function list(context: RouteContext, request: GraphRequest): Reply {
  const groups = context.store.read().groups.map(({ object }) => object);
  return listReply(groups, request, { pageSize: context.pageSize, filterable: FILTERABLE });
}

/** Lists groups as members of a mixed list, with their type. */
export function listGroups({ pageSize }: RouteContext, request: GraphRequest, groups: readonly GroupRecord[]): Reply {
  const objects = groups.map(({ object }) => typed(object, "group"));
  return listReply(objects, request, { pageSize, filterable: FILTERABLE });
}

function create({ store, now, newId }: RouteContext, { body }: GraphRequest): Reply {
  const data = store.read();
  refuseMissing(body);
  const { "members@odata.bind": members, "owners@odata.bind": owners, ...given } = body;
  const object = {
    description: null,
    groupTypes: [],
    isAssignableToRole: false,
    ...given,
    id: newId(),
    createdDateTime: now().toISOString(),
  };
  const empty: GroupRecord = { object, members: [], owners: [] };
  const withMembers = { ...empty, members: addedMembers(data, empty, links(members)) };
  const group = { ...withMembers, owners: addedMembers(data, empty, links(owners)) };
  store.change({ groups: [...data.groups, group] });
  return created(object);
}

function read({ store }: RouteContext, request: GraphRequest): Reply {
  return ok(select(existingGroup(store.read().groups, request).object, selectedNames(request.query)));
}

function update({ store }: RouteContext, request: GraphRequest): Reply {
  const data = store.read();
  const stored = existingGroup(data.groups, request);
  const { "members@odata.bind": members, ...changes } = request.body;
  const assignable = changes["isAssignableToRole"];
  if (assignable !== undefined && assignable !== stored.object["isAssignableToRole"]) {
    throw directoryBadRequest(
      "Property 'isAssignableToRole' is immutable and can't be changed after the group was made.",
    );
  }
  const object = { ...stored.object, ...changes, id: stored.object.id };
  const added = addedMembers(data, stored, links(members));
  store.change({ groups: replacedGroup(data.groups, { ...stored, object, members: [...stored.members, ...added] }) });
  return noContent();
}

function remove({ store }: RouteContext, request: GraphRequest): Reply {
  const { groups } = store.read();
  const { id } = existingGroup(groups, request).object;
  const others = groups.filter(({ object }) => !sameId(object.id, id));
  store.change({
    groups: others.map((group) => ({ ...group, members: group.members.filter((member) => !sameId(member, id)) })),
  });
  return noContent();
}

function memberOf(context: RouteContext, request: GraphRequest, transitive: boolean): Reply {
  const data = context.store.read();
  return listGroups(context, request, groupsOf(data, existingGroup(data.groups, request).object.id, transitive));
}

/**
 * The group that the request's path names.
 * @throws GraphError 404
 */
export function existingGroup(groups: readonly GroupRecord[], request: GraphRequest): GroupRecord {
  const group = groupById(groups, param(request, "id"));
  if (group === undefined) throw notFound(`/groups/${param(request, "id")}`);
  return group;
}

/** The groups with the one of the same id replaced. */
export function replacedGroup(groups: readonly GroupRecord[], group: GroupRecord): readonly GroupRecord[] {
  return groups.map((other) => (sameId(other.object.id, group.object.id) ? group : other));
}

function links(value: Json | undefined): readonly string[] {
  return isStringList(value) ? value : [];
}

function refuseMissing(body: JsonObject): void {
  const missing = ["displayName", "mailEnabled", "mailNickname", "securityEnabled"].find(
    (name) => body[name] === undefined || body[name] === "",
  );
  if (missing !== undefined)
    throw directoryBadRequest(`A value is required for property '${missing}' of resource 'Group'.`);
}

/**
 * The ids behind links to new members, checked as Graph checks them.
 * @param links addresses that end in `/<object id>`
 * @throws GraphError 404 for an object that isn't there, 400 for one that is in the group already, or for a group inside a
 *   role-assignable group
 */
export function addedMembers(data: TenantData, group: GroupRecord, links: readonly string[]): readonly string[] {
  return links.map((link) => {
    const id = idInLink(link);
    const object = directoryObject(data, id);
    if (object === undefined) throw notFound(id);
    if (group.members.some((member) => sameId(member, id))) throw duplicate("members");
    refuseNesting(data, group, id);
    return object.id;
  });
}

/**
 * The object id at the end of a link.
 * @throws GraphError 400 when there is no link
 */
export function idInLink(link: Json | undefined): string {
  const id = typeof link === "string" ? link.split("/").at(-1) : undefined;
  if (id === undefined || id === "")
    throw directoryBadRequest("The request needs an '@odata.id' that names an object.");
  return id;
}

/** 400: the object is in the list already. */
export function duplicate(list: "members" | "owners"): Error {
  return directoryBadRequest(
    `One or more added object references already exist for the following modified properties: '${list}'.`,
  );
}

function refuseNesting(data: TenantData, group: GroupRecord, id: string): void {
  const nested = groupById(data.groups, id) !== undefined;
  if (nested && group.object["isAssignableToRole"] === true)
    throw directoryBadRequest("A role-assignable group can't have a group as a member.");
}
