import { asObject, asText, isAbsent, isEmpty, type JsonObject } from "../../law/json/json-object";
import { misshapen } from "../../law/json/not-understood";

/** What is wrong with a tenant file, and where: a JSON path such as `groups[3].members[0].id`. */
export interface ShapeError {
  readonly path: string;
  readonly problem: string;
}

/** A list of a tenant file: not there, whole, a part of it, or something else. `path` is where its items are. */
export type Collection =
  | { readonly kind: "missing" }
  | { readonly kind: "whole"; readonly path: string; readonly items: readonly unknown[] }
  | { readonly kind: "partial"; readonly path: string; readonly items: readonly unknown[] }
  | { readonly kind: "wrong"; readonly path: string; readonly problem: string };

/** A list by its key, bare or as one of Graph's pages. A link to a next page means that some of it is elsewhere. */
export function collectionAt(owner: JsonObject, key: string, ownerPath = ""): Collection {
  const path = `${ownerPath}${key}`;
  const collection = asCollection(owner[key], path);
  const continues = !isEmpty(owner[`${key}@odata.nextLink`]);
  return collection.kind === "whole" && continues ? { ...collection, kind: "partial" } : collection;
}

/** A value as a list or a page of one. */
function asCollection(value: unknown, path: string): Collection {
  if (isAbsent(value)) return { kind: "missing" };
  if (Array.isArray(value)) return { kind: "whole", path, items: value };
  const page = asObject(value);
  return page !== undefined && Array.isArray(page["value"])
    ? pageOf(page, `${path}.value`)
    : { kind: "wrong", path, problem: misshapen(value, "a list") };
}

/** One of Graph's pages: its `value` and perhaps the address of the next one. */
export function pageOf(page: JsonObject, path: string): Collection {
  const items: unknown = page["value"];
  if (!Array.isArray(items)) return { kind: "wrong", path, problem: misshapen(items, "a list") };
  return { kind: isEmpty(page["@odata.nextLink"]) ? "whole" : "partial", path, items };
}

/** An object of a list, and its JSON path. */
export interface Listed {
  readonly item: JsonObject;
  readonly path: string;
}

/**
 * The objects of a list by id. Two with the same id contradict each other, so that is an error, as is one without an id.
 * @param one what each is called, with its article
 * @param errors where errors are added
 */
export function itemsById<Id extends string>(
  items: readonly unknown[],
  path: string,
  { one, idOf }: { readonly one: string; readonly idOf: (text: string) => Id },
  errors: ShapeError[],
): ReadonlyMap<Id, Listed> {
  const listed = new Map<Id, Listed>();
  for (const [index, value] of items.entries()) {
    const at = `${path}[${index}]`;
    const item = asObject(value);
    const written = asText(item?.["id"]);
    const first = written === undefined ? undefined : listed.get(idOf(written));
    if (item === undefined) errors.push({ path: at, problem: misshapen(value, one) });
    else if (written === undefined)
      errors.push({ path: `${at}.id`, problem: misshapen(item["id"], `the id of ${one}`) });
    else if (first !== undefined) errors.push({ path: `${at}.id`, problem: `the same id as ${first.path}` });
    else listed.set(idOf(written), { item, path: at });
  }
  return listed;
}
