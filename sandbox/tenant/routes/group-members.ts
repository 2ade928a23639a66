import { GraphError, notFound } from "../http/graph-error";
import { type GraphRequest, noContent, param, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { type GraphObject, sameId } from "../json";
import { needs } from "../login/roles";
import { listReply } from "../query/list";
import { directoryObject, objectsOf, showsMembers, transitiveMembers } from "../store/directory";
import type { GroupRecord } from "../store/store";
import { addedMembers, duplicate, existingGroup, idInLink, replacedGroup } from "./groups";
import type { RouteContext } from "./read-only";

/** Who is in a group and who owns it; members can be asked for by type (`…/members/microsoft.graph.user`). */
export function groupMemberRoutes(context: RouteContext): readonly Route[] {
  const members = (request: GraphRequest): Reply =>
    list(context, request, (group) => shown(group, request, objectsOf(context.store.read(), group.members)));
  const transitive = (request: GraphRequest): Reply =>
    list(context, request, (group) => shown(group, request, transitiveMembers(context.store.read(), group)));
  const owners = (request: GraphRequest): Reply =>
    list(context, request, (group) => objectsOf(context.store.read(), group.owners));
  return [
    { method: "GET", path: "/groups/:id/members", needs: needs.readGroups, handle: members },
    { method: "GET", path: "/groups/:id/members/:type", needs: needs.readGroups, handle: members },
    { method: "GET", path: "/groups/:id/transitiveMembers", needs: needs.readGroups, handle: transitive },
    { method: "GET", path: "/groups/:id/transitiveMembers/:type", needs: needs.readGroups, handle: transitive },
    { method: "GET", path: "/groups/:id/owners", needs: needs.readGroups, handle: owners },
    {
      method: "POST",
      path: "/groups/:id/members/$ref",
      needs: needs.writeMembers,
      handle: (request) => addMember(context, request),
    },
    {
      method: "DELETE",
      path: "/groups/:id/members/:member/$ref",
      needs: needs.writeMembers,
      handle: (request) => removeMember(context, request),
    },
    {
      method: "POST",
      path: "/groups/:id/owners/$ref",
      needs: needs.writeGroups,
      handle: (request) => addOwner(context, request),
    },
    {
      method: "DELETE",
      path: "/groups/:id/owners/:owner/$ref",
      needs: needs.writeGroups,
      handle: (request) => removeOwner(context, request),
    },
  ];
}

const shown = ({ object }: GroupRecord, { roles }: GraphRequest, members: readonly GraphObject[]) =>
  showsMembers(object, roles) ? members : [];

const FILTERABLE = ["displayName", "mail", "userPrincipalName", "accountEnabled", "userType"];

function list(
  { store, pageSize }: RouteContext,
  request: GraphRequest,
  of: (group: GroupRecord) => readonly GraphObject[],
): Reply {
  const found = of(existingGroup(store.read().groups, request));
  const type = request.params["type"];
  const wanted = type === undefined ? found : found.filter((object) => object["@odata.type"] === `#${type}`);
  return listReply(wanted, request, { pageSize, filterable: FILTERABLE });
}

function addMember({ store }: RouteContext, request: GraphRequest): Reply {
  const data = store.read();
  const group = existingGroup(data.groups, request);
  refuseWithoutRoleManagement(group, request);
  const added = addedMembers(data, group, [idInLink(request.body["@odata.id"])]);
  store.change({ groups: replacedGroup(data.groups, { ...group, members: [...group.members, ...added] }) });
  return noContent();
}

function removeMember({ store }: RouteContext, request: GraphRequest): Reply {
  const { groups } = store.read();
  const group = existingGroup(groups, request);
  refuseWithoutRoleManagement(group, request);
  const members = withoutId(group.members, param(request, "member"));
  store.change({ groups: replacedGroup(groups, { ...group, members }) });
  return noContent();
}

function addOwner({ store }: RouteContext, request: GraphRequest): Reply {
  const data = store.read();
  const group = existingGroup(data.groups, request);
  const id = idInLink(request.body["@odata.id"]);
  const owner = directoryObject(data, id);
  if (owner === undefined) throw notFound(id);
  if (group.owners.some((other) => sameId(other, id))) throw duplicate("owners");
  store.change({ groups: replacedGroup(data.groups, { ...group, owners: [...group.owners, owner.id] }) });
  return noContent();
}

function removeOwner({ store }: RouteContext, request: GraphRequest): Reply {
  const { groups } = store.read();
  const group = existingGroup(groups, request);
  store.change({
    groups: replacedGroup(groups, { ...group, owners: withoutId(group.owners, param(request, "owner")) }),
  });
  return noContent();
}

function withoutId(ids: readonly string[], id: string): readonly string[] {
  const left = ids.filter((other) => !sameId(other, id));
  if (left.length === ids.length) throw notFound(id);
  return left;
}

/** Who is in a role-assignable group holds its roles, so that changing it takes more than a right to change groups. */
function refuseWithoutRoleManagement(group: GroupRecord, request: GraphRequest): void {
  const allowed =
    group.object["isAssignableToRole"] !== true || request.roles.includes("RoleManagement.ReadWrite.Directory");
  if (!allowed)
    throw new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
}
