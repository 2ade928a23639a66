import { type GraphObject, sameId } from "../json";
import type { GroupRecord, TenantData } from "./store";

/** The object with its Graph type, as in lists of mixed objects. */
export const typed = (object: GraphObject, type: "user" | "group" | "servicePrincipal"): GraphObject => ({
  "@odata.type": `#microsoft.graph.${type}`,
  ...object,
});

/** The user, group or service principal with an id. */
export function directoryObject(data: TenantData, id: string): GraphObject | undefined {
  const user = byId(data.users, id);
  if (user !== undefined) return typed(user, "user");
  const group = groupById(data.groups, id);
  if (group !== undefined) return typed(group.object, "group");
  const principal = byId(data.servicePrincipals, id);
  return principal === undefined ? undefined : typed(principal, "servicePrincipal");
}

/** The group with an id. */
export const groupById = (groups: readonly GroupRecord[], id: string): GroupRecord | undefined =>
  indexed(groups, ({ object }) => object.id, id);

/** The objects with these ids. Ids without an object are ignored. */
export const objectsOf = (data: TenantData, ids: readonly string[]): readonly GraphObject[] =>
  ids.flatMap((id) => directoryObject(data, id) ?? []);

/** The role that is needed to see hidden memberships. */
const SEES_HIDDEN = "Member.Read.Hidden";

/** Whether a caller with these roles can see the members of a group or unit. */
export const showsMembers = (object: GraphObject, roles: readonly string[]): boolean =>
  object["visibility"] !== "HiddenMembership" || roles.includes(SEES_HIDDEN);

/** The objects in a group or in groups inside it, each once. Groups may contain each other. */
export function transitiveMembers(data: TenantData, group: GroupRecord): readonly GraphObject[] {
  const seen = new Set<string>();
  const open = [...group.members];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (seen.has(id.toLowerCase())) continue;
    seen.add(id.toLowerCase());
    open.push(...(groupById(data.groups, id)?.members ?? []));
  }
  return objectsOf(data, [...seen]);
}

/** The index of each list by id. Lists never change in place, so an index stays valid. */
const INDEXES = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** The first item with the id, in any letter case. */
function indexed<T>(list: readonly T[], idOf: (item: T) => string, id: string): T | undefined {
  const known = INDEXES.get(list) as ReadonlyMap<string, T> | undefined; // made below from this list
  const index = known ?? new Map([...list].reverse().map((item) => [idOf(item).toLowerCase(), item]));
  if (known === undefined) INDEXES.set(list, index);
  return index.get(id.toLowerCase());
}

/** The object with the id, in any letter case. */
export function byId<T extends GraphObject>(list: readonly T[], id: string): T | undefined {
  return indexed(list, (item) => item.id, id);
}

/** The list with the object of the same id replaced in its place. */
export function replaced<T extends GraphObject>(list: readonly T[], object: T): readonly T[] {
  return list.map((item) => (sameId(item.id, object.id) ? object : item));
}

/** The list without the object with the id. */
export function without<T extends GraphObject>(list: readonly T[], id: string): readonly T[] {
  return list.filter((item) => !sameId(item.id, id));
}
