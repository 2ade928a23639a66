import { asText, at, isObject, type JsonObject } from "../../law/json/json-object";
import { idOf, itemsAt } from "./list";

/** The ids of the people and groups in each group, or of the holders of each role. */
export type MembersById = ReadonlyMap<string, ReadonlySet<string>>;

/** Lists of members, and of what something is a member of. The reader of exports writes such answers of Graph under `memberships`. */
const LISTS = [
  ...["groups transitiveMembers", "groups memberOf", "users memberOf", "users transitiveMemberOf"],
  ...["directoryRoles members", "memberships members", "memberships memberOf", "memberships transitiveMemberOf"],
].map((names) => names.split(" "));

/** Members according to lists other than `members` of groups and `roleAssignments`. If two lists differ, neither counts. */
export function membersElsewhere(file: JsonObject): { readonly groups: MembersById; readonly roles: MembersById } {
  const found = { groups: new Map<string, Set<string>>(), roles: new Map<string, Set<string>>() };
  const all = ["directoryRoles", "memberships"].flatMap((key) => itemsAt(file, key));
  const templates = new Map(all.map((one) => [idOf(one), at(one, ["roleTemplateId"])] as const).filter(([, id]) => id));
  for (const [key = "", list = ""] of LISTS)
    for (const object of itemsAt(file, key))
      for (const other of isObject(object) && list in object ? itemsAt(object, list).filter(isObject) : []) {
        const [container, member] = list.endsWith("Of") ? [other, object] : [object, other];
        const role = asText((container as JsonObject)["roleTemplateId"] ?? templates.get(idOf(container)));
        if (role !== undefined && list.startsWith("transitive")) continue; // it may be held through a group
        const [of, id] = [role === undefined ? found.groups : found.roles, idOf(role ?? container)];
        of.set(id, (of.get(id) ?? new Set()).add(idOf(member)));
      }
  return found;
}
