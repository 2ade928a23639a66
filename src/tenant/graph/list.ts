import {
  asObject,
  asText,
  graphId,
  isAbsent,
  isAnnotation,
  isEmpty,
  type JsonObject,
} from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import { comparableId } from "../../law/model/ids";
import type { NotUnderstood } from "../../law/model/truth";
import { groupedBy } from "../../text/grouped-by";
import { momentOf } from "../../text/moment";

/** What was found where a list is expected. */
export type FoundList =
  | { readonly kind: "missing" }
  | {
      readonly kind: "list";
      /** The JSON path of the items. */
      readonly path: string;
      readonly items: readonly unknown[];
      /** Why the list is incomplete, or `undefined` if nothing says that it is. */
      readonly part: string | undefined;
    }
  | ({ readonly kind: "wrong" } & NotUnderstood);

/** The reason for a list whose next page is missing. */
export const NEXT_PAGE = "the next page is missing";

/** After the key of a list: the key under which a reader of exports says why the list is incomplete. */
export const PART = "@azmfa.part";

/** The list under a key, bare or as a page of Graph. Any mark of Graph's makes it incomplete. */
export function foundList(owner: JsonObject, key: string, ownerPath = ""): FoundList {
  const path = `${ownerPath}${key}`;
  const value = owner[key];
  const page = asObject(value);
  if (isAbsent(value)) return { kind: "missing" };
  return Array.isArray(page?.["value"])
    ? listOf(`${path}.value`, page["value"], [owner, key], [page, ""])
    : listOf(path, value, [owner, key]);
}

/** The items of the list under a key, or nothing if there is no list. */
export function itemsAt(owner: JsonObject, key: string): readonly unknown[] {
  const list = foundList(owner, key);
  return list.kind === "list" ? list.items : [];
}

/** The id of an item, which may be bare; empty text if it has none. */
export const idOf = (item: unknown): string => comparableId(asText(item) ?? graphId(asObject(item) ?? {}));

/** The object under a key, bare or as the only one of a list or page: Graph answers so for the organization. */
export function objectAt(owner: JsonObject, key: string): JsonObject | undefined {
  const list = foundList(owner, key);
  const [value, ...others] = list.kind === "list" ? list.items : [owner[key]];
  return others.length === 0 ? asObject(value) : undefined;
}

/** @param around where marks may be: each time an object and the key of the list in it */
function listOf(path: string, items: unknown, ...around: readonly (readonly [JsonObject, string])[]): FoundList {
  if (!Array.isArray(items)) return { kind: "wrong", ...wrongShape(path, items, "a list") };
  const [part] = around.flatMap(([owner, key]) => whyPart(owner, key, items.length) ?? []);
  return { kind: "list", path, items, part };
}

/**
 * Why a list is incomplete, by the marks that Graph writes next to it; `undefined` if there is none. Older metadata writes a page's own
 * marks without `@`.
 * @param key of the list; empty for the page's own marks
 * @see OData JSON Format 4.01, sections 4.5.5 (nextLink), 4.5.6 (deltaLink), 4.5.4 (count) and 15 (delta payload)
 */
export function whyPart(owner: JsonObject, key: string, length: number): string | undefined {
  const mark = (name: string): unknown =>
    owner[`${key}@odata.${name}`] ?? (key === "" ? (owner[`odata.${name}`] ?? owner[`value@odata.${name}`]) : null);
  const part = asText(owner[`${key}${PART}`]);
  if (part !== undefined) return part;
  if (!isEmpty(mark("nextLink"))) return NEXT_PAGE;
  if (!isEmpty(mark("deltaLink")) || `${key}@delta` in owner) return "it has changes only (a delta query)";
  // Windows PowerShell may write a list as an object with `value` and `Count`.
  const count = mark("count") ?? (key === "" ? (owner["Count"] ?? owner["count"]) : null);
  if (typeof count === "number" ? count > length : !isAbsent(count))
    return `Graph counts ${String(count)}, and the list has ${length}`;
  return NARROWED.test(asText(mark("context")) ?? "") ? "it was filtered" : undefined;
}

/** The incomplete lists inside an object, by their paths. A loop, because foreign JSON may nest deeper than the call stack. */
export function partsWithin(value: unknown): readonly NotUnderstood[] {
  const found: NotUnderstood[] = [];
  const pending: (readonly [path: string, value: unknown])[] = [["", value]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [path, inner] = next;
    if (Array.isArray(inner)) pending.push(...inner.map((item, index) => [`${path}[${index}]`, item] as const));
    const object = asObject(inner);
    if (object === undefined) continue;
    for (const [key, field] of Object.entries(object)) {
      const [, list] = MARK.exec(key) ?? [];
      if (list === undefined && !isAnnotation(key)) pending.push([path === "" ? key : `${path}.${key}`, field]);
      const items = list === undefined ? undefined : object[list];
      const why = list && whyPart(object, list, Array.isArray(items) ? items.length : 0);
      if (why !== undefined) found.push({ field: path === "" ? `${list}` : `${path}.${list}`, why });
    }
  }
  return found;
}

const MARK = /^(.+)@(?:odata\.(?:nextLink|deltaLink|count)|delta)$/;

/** A context with objects of one type only, with changes only, or with a filter. */
const NARROWED = /#[^#]*(\/microsoft\.graph\.\w+|\$delta)|[?&]\$?(filter|search|top|skip)/i;

/** The items of a list that is being read, their JSON path, and the errors that were found so far. */
export interface Items {
  readonly items: readonly unknown[];
  readonly path: string;
  readonly errors: NotUnderstood[];
}

/** The objects of a list, with their JSON paths, by id, or by name if they have none. An object with neither, and an id that is there twice, are errors. */
export function itemsById<Id extends string>({ items, path, errors }: Items, idOf: (text: string) => Id) {
  const listed = new Map<Id, { readonly item: JsonObject; readonly path: string }>();
  for (const [index, value] of items.entries()) {
    const at = `${path}[${index}]`;
    const item = asObject(value);
    const written = asText(item?.["id"]) ?? (isAbsent(item?.["id"]) ? asText(item?.["displayName"]) : undefined);
    const first = written === undefined ? undefined : listed.get(idOf(written));
    if (item === undefined) errors.push(wrongShape(at, value, "an object"));
    else if (written === undefined) errors.push(wrongShape(`${at}.id`, item["id"], "an id"));
    else if (first !== undefined) errors.push({ field: `${at}.id`, why: `the same id as ${first.path}` });
    else listed.set(idOf(written), { item, path: at });
  }
  return listed;
}

/** The ids of objects that are there twice and differ. One of them is out of date, because ids are unique in Entra. */
export function contradictedIds(items: readonly unknown[]): ReadonlySet<string> {
  const ids = new Map(items.map((item) => [JSON.stringify(item), idOf(item)])).values();
  return new Set(groupedBy(ids, String).flatMap(([id, all]) => (id !== "" && all.length > 1 ? [id] : [])));
}

/** Whether Graph says that an object is deleted: it is in the recycle bin, or was removed from the list. */
export const isDeleted = (object: JsonObject): boolean =>
  !isAbsent(object["deletedDateTime"]) || !isAbsent(object["@removed"]);

/** When an object was last created or changed; nothing if it has no date. @param objects the object, and others that decide with it */
export function changeOf(...objects: readonly (JsonObject | undefined)[]): { readonly changed?: number } {
  const times = objects.flatMap((object) => [object?.["modifiedDateTime"], object?.["createdDateTime"]]);
  const moments = times.flatMap((time) => momentOf(asText(time) ?? "") ?? []);
  return moments.length === 0 ? {} : { changed: Math.max(...moments) };
}
