import { asObject, asText, isAbsent, isAnnotation, isEmpty, type JsonObject } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import type { NotUnderstood } from "../../law/model/truth";
import { momentOf } from "../../text/moment";

/** A list of a tenant file. `path` is where its items are; `part` says why it is a part of a longer one, if it is. */
export type Collection =
  | { readonly kind: "missing" }
  | {
      readonly kind: "list";
      readonly path: string;
      readonly items: readonly unknown[];
      readonly part: string | undefined;
    }
  | ({ readonly kind: "wrong" } & NotUnderstood);

/** Said of a list of which the next page isn't here. */
export const NEXT_PAGE = "there is a next page that isn't here";

/** The key under which a reader of exports says why a list is a part. */
export const PART = "@azmfa.part";

/** A list by its key, bare or as one of Graph's pages. Any of Graph's signs makes it a part. */
export function collectionAt(owner: JsonObject, key: string, ownerPath = ""): Collection {
  const path = `${ownerPath}${key}`;
  const value = owner[key];
  const page = asObject(value);
  if (isAbsent(value)) return { kind: "missing" };
  return Array.isArray(page?.["value"])
    ? listOf(`${path}.value`, page["value"], [owner, key], [page, ""])
    : listOf(path, value, [owner, key]);
}

/** What is in a list by its key; nothing where there is none. */
export function itemsAt(owner: JsonObject, key: string): readonly unknown[] {
  const list = collectionAt(owner, key);
  return list.kind === "list" ? list.items : [];
}

/** One of Graph's pages: its `value`, and whether that is all. @param why it is a part, where what is around it says so */
export const pageOf = (page: JsonObject): Collection => listOf("value", page["value"], [page, ""]);

/** @param around where signs of a part may stand: an object and the list's key in it */
function listOf(path: string, items: unknown, ...around: readonly (readonly [JsonObject, string])[]): Collection {
  if (!Array.isArray(items)) return { kind: "wrong", ...wrongShape(path, items, "a list") };
  const [part] = around.flatMap(([owner, key]) => signOfAPart(owner, key, items.length) ?? []);
  return { kind: "list", path, items, part };
}

/**
 * Why a list is only a part of what there is, by what Graph writes around it; `undefined` where nothing says so. Older metadata has no
 * `@` in front of a page's own annotations.
 * @param key of the list; empty for a page's own
 * @see OData JSON Format 4.01, sections 4.5.5 (nextLink), 4.5.6 (deltaLink), 4.5.4 (count) and 15 (delta payload)
 */
export function signOfAPart(owner: JsonObject, key: string, length: number): string | undefined {
  const said = (name: string): unknown => owner[`${key}@odata.${name}`] ?? (key === "" ? owner[`odata.${name}`] : null);
  const part = asText(owner[`${key}${PART}`]);
  if (part !== undefined) return part;
  if (!isEmpty(said("nextLink"))) return NEXT_PAGE;
  if (!isEmpty(said("deltaLink")) || `${key}@delta` in owner) return "it holds changes only (a delta query)";
  const count = said("count");
  if (typeof count === "number" ? count > length : !isAbsent(count))
    return `Graph counts ${String(count)} and ${length} are here`;
  return narrowing(asText(said("context")));
}

/** Lists within an object that are parts, by their paths. Without recursion: foreign JSON may be nested deeper than the stack. */
export function partsWithin(value: unknown): readonly NotUnderstood[] {
  const found: NotUnderstood[] = [];
  const pending: (readonly [path: string, value: unknown])[] = [["", value]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [path, inner] = next;
    if (Array.isArray(inner)) pending.push(...inner.map((item, index) => [`${path}[${index}]`, item] as const));
    const object = asObject(inner);
    if (object === undefined) continue;
    for (const [key, field] of Object.entries(object)) {
      const [, list] = SIGN.exec(key) ?? [];
      if (list === undefined && !isAnnotation(key)) pending.push([path === "" ? key : `${path}.${key}`, field]);
      const items = list === undefined ? undefined : object[list];
      const why = list && signOfAPart(object, list, Array.isArray(items) ? items.length : 0);
      if (why !== undefined) found.push({ field: path === "" ? `${list}` : `${path}.${list}`, why });
    }
  }
  return found;
}

const SIGN = /^(.+)@(?:odata\.(?:nextLink|deltaLink|count)|delta)$/;

function narrowing(context: string | undefined): string | undefined {
  const [, asked = ""] = context?.split("#", 2) ?? [];
  if (/\/microsoft\.graph\.\w+/i.test(asked)) return "only objects of one type were asked for";
  if (/\$delta/i.test(asked)) return "it holds changes only (a delta query)";
  return /[?&]\$?(filter|search|top|skip)/i.test(context ?? "") ? "only some were asked for (a filter)" : undefined;
}

/** An object of a list, and its JSON path. */
export interface Listed {
  readonly item: JsonObject;
  readonly path: string;
}

/** By id, or by the name without one; an id twice is an error, as is neither. @param one what each is called, with its article */
export function itemsById<Id extends string>(
  items: readonly unknown[],
  path: string,
  { one, idOf }: { readonly one: string; readonly idOf: (text: string) => Id },
  errors: NotUnderstood[],
): ReadonlyMap<Id, Listed> {
  const listed = new Map<Id, Listed>();
  for (const [index, value] of items.entries()) {
    const at = `${path}[${index}]`;
    const item = asObject(value);
    const written = asText(item?.["id"]) ?? (isAbsent(item?.["id"]) ? asText(item?.["displayName"]) : undefined);
    const first = written === undefined ? undefined : listed.get(idOf(written));
    if (item === undefined) errors.push(wrongShape(at, value, one));
    else if (written === undefined) errors.push(wrongShape(`${at}.id`, item["id"], `the id of ${one}`));
    else if (first !== undefined) errors.push({ field: `${at}.id`, why: `the same id as ${first.path}` });
    else listed.set(idOf(written), { item, path: at });
  }
  return listed;
}

/** True iff Graph says that an object isn't there any more: in the recycle bin, or gone from the list. */
export const isGone = (object: JsonObject): boolean =>
  !isAbsent(object["deletedDateTime"]) || !isAbsent(object["@removed"]);

/** When an object, or one that decides with it, was last changed, or made; nothing where no date is written. */
export function changeOf(...objects: readonly (JsonObject | undefined)[]): { readonly changed?: number } {
  const times = objects.flatMap((object) => [object?.["modifiedDateTime"], object?.["createdDateTime"]]);
  const moments = times.flatMap((time) => momentOf(asText(time) ?? "") ?? []);
  return moments.length === 0 ? {} : { changed: Math.max(...moments) };
}
