import { asText, graphId, isObject, type JsonObject } from "../../law/json/json-object";
import { comparableId } from "../../law/model/ids";
import { itemsAt } from "./list";

/** Who is in a group or holds a role, each by id, according to lists other than `members` of groups and `roleAssignments`. */
export type Told = ReadonlyMap<string, ReadonlySet<string>>;

/** Lists of members, and of what something is a member of. */
const LISTS = ["groups transitiveMembers", "directoryRoles members", "users memberOf", "groups memberOf"];

/** What the other lists of a file tell. Of two tellings that differ, neither is believed. */
export function toldIn(file: JsonObject): { readonly groups: Told; readonly roles: Told } {
  const told = { groups: new Map<string, Set<string>>(), roles: new Map<string, Set<string>>() };
  for (const [key = "", list = ""] of [...LISTS, "users transitiveMemberOf"].map((names) => names.split(" ")))
    for (const object of itemsAt(file, key))
      for (const other of isObject(object) && list in object ? itemsAt(object, list).filter(isObject) : []) {
        const [container, member] = /Of$/.test(list) ? [other, object as JsonObject] : [object as JsonObject, other];
        const role = asText(container["roleTemplateId"]);
        if (role !== undefined && list.startsWith("transitive")) continue; // it may be held through a group
        const [of, id] = [role === undefined ? told.groups : told.roles, comparableId(role ?? graphId(container))];
        of.set(id, (of.get(id) ?? new Set()).add(comparableId(graphId(member))));
      }
  return told;
}
