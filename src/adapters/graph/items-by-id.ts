import { misshapen } from "./complaints";
import { asObject, asText, type JsonObject } from "./json";
import type { ShapeError } from "./shape-error";

export interface Listed {
  readonly item: JsonObject;
  readonly path: string;
}

/** Objects of a list by id; `one` is what each is called, with its article. Two with the same id contradict each other, so that is an error, as is none at all. */
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
