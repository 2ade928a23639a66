import { misshapen } from "./complaints";
import { asObject, isAbsent, isEmpty, type JsonObject } from "./json";

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
