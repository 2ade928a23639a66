import { directoryBadRequest, notFound } from "../http/graph-error";
import type { Json } from "../json";
import { sameId } from "../same-id";
import { directoryObject, groupById } from "../store/directory";
import type { GroupRecord, TenantData } from "../store/tenant-data";

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
