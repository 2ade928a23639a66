import { type GraphObject, sameId } from "../json";
import type { GroupRecord, TenantData } from "./store";

/** The object with its Graph type written in, as lists of mixed objects show it. */
export const typed = (object: GraphObject, type: "user" | "group" | "servicePrincipal"): GraphObject => ({
  "@odata.type": `#microsoft.graph.${type}`,
  ...object,
});

/** The user, group or service principal with that id. */
export function directoryObject(data: TenantData, id: string): GraphObject | undefined {
  const user = byId(data.users, id);
  if (user !== undefined) return typed(user, "user");
  const group = groupById(data.groups, id);
  if (group !== undefined) return typed(group.object, "group");
  const principal = byId(data.servicePrincipals, id);
  return principal === undefined ? undefined : typed(principal, "servicePrincipal");
}

/** The group with that id. */
export const groupById = (groups: readonly GroupRecord[], id: string): GroupRecord | undefined =>
  indexed(groups, ({ object }) => object.id, id);

/** The objects behind ids; an id without an object is left out. */
export const objectsOf = (data: TenantData, ids: readonly string[]): readonly GraphObject[] =>
  ids.flatMap((id) => directoryObject(data, id) ?? []);

/** Without this role nobody is shown in what hides its membership. */
const SEES_HIDDEN = "Member.Read.Hidden";

/** Whether a caller with these roles is shown who is in that group or unit. */
export const showsMembers = (object: GraphObject, roles: readonly string[]): boolean =>
  object["visibility"] !== "HiddenMembership" || roles.includes(SEES_HIDDEN);

/** Every object in a group, directly or through groups in it, once each; groups may contain each other. */
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

/** Lists are never changed in place, so that an index stays true for as long as there is its list. */
const INDEXES = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** The first item with the id, whatever its letter case. */
function indexed<T>(list: readonly T[], idOf: (item: T) => string, id: string): T | undefined {
  const known = INDEXES.get(list) as ReadonlyMap<string, T> | undefined; // made below, of this very list
  const index = known ?? new Map([...list].reverse().map((item) => [idOf(item).toLowerCase(), item]));
  if (known === undefined) INDEXES.set(list, index);
  return index.get(id.toLowerCase());
}

/** The object with the id, whatever its letter case. */
export function byId<T extends GraphObject>(list: readonly T[], id: string): T | undefined {
  return indexed(list, (item) => item.id, id);
}

/** The list with the object of the same id replaced; its place is kept. */
export function replaced<T extends GraphObject>(list: readonly T[], object: T): readonly T[] {
  return list.map((item) => (sameId(item.id, object.id) ? object : item));
}

/** The list without the object of that id. */
export function without<T extends GraphObject>(list: readonly T[], id: string): readonly T[] {
  return list.filter((item) => !sameId(item.id, id));
}
