import { asText, graphId, isObject, type JsonObject } from "../../law/json/json-object";
import { comparableId } from "../../law/model/ids";
import { itemsAt } from "./list";

/** The ids of the people and groups in each group, or of the holders of each role. */
export type MembersById = ReadonlyMap<string, ReadonlySet<string>>;

/** Lists of members, and of what something is a member of. */
const LISTS = `groups transitiveMembers, directoryRoles members, users memberOf, groups memberOf, users transitiveMemberOf`;

/** Members according to lists other than `members` of groups and `roleAssignments`. If two lists differ, neither counts. */
export function membersElsewhere(file: JsonObject): { readonly groups: MembersById; readonly roles: MembersById } {
  const found = { groups: new Map<string, Set<string>>(), roles: new Map<string, Set<string>>() };
  for (const [key = "", list = ""] of LISTS.split(", ").map((names) => names.split(" ")))
    for (const object of itemsAt(file, key))
      for (const other of isObject(object) && list in object ? itemsAt(object, list).filter(isObject) : []) {
        const [container, member] = /Of$/.test(list) ? [other, object as JsonObject] : [object as JsonObject, other];
        const role = asText(container["roleTemplateId"]);
        if (role !== undefined && list.startsWith("transitive")) continue; // it may be held through a group
        const [of, id] = [role === undefined ? found.groups : found.roles, comparableId(role ?? graphId(container))];
        of.set(id, (of.get(id) ?? new Set()).add(comparableId(graphId(member))));
      }
  return found;
}
