import type { WrittenJson } from "../model/truth";

/** A JSON object from outside. Any key may hold any value. */
export type JsonObject = { readonly [key: string]: unknown };

/** Whether the value is an object. A list isn't one. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value iff it is an object. A list and null aren't. */
export const asObject = (value: unknown): JsonObject | undefined => (isObject(value) ? value : undefined);

/** The value iff it is a list. */
export const asList = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? (value as readonly unknown[]) : undefined;

/** The value iff it is text that isn't empty. */
export const asText = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** Whether a value is missing. Graph treats null like a missing key. */
export const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

/** The value at a path; `undefined` if there is none. */
export const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => asObject(inner)?.[key], value);

/** A copy with another value at the path, which is made if it is missing. `undefined` removes the key. */
export function replaced(value: unknown, path: readonly string[], by: unknown): JsonObject {
  const [key, ...rest] = path;
  const object = asObject(value) ?? {};
  if (key === undefined) return object;
  const inner = rest.length === 0 ? by : replaced(object[key], rest, by);
  const others = Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
  return inner === undefined ? others : { ...others, [key]: inner };
}

/** The last part of an `@odata.type` such as `#microsoft.graph.user`, in lower case. */
export function odataType(object: JsonObject): string | undefined {
  const type = asText(object["@odata.type"]);
  return type?.slice(Math.max(type.lastIndexOf("."), type.lastIndexOf("#")) + 1).toLowerCase();
}

/** The id of an object of Graph in lower case; empty text if it has none. */
export const graphId = ({ id }: JsonObject): string => asText(id)?.toLowerCase() ?? "";

/** In the key of an annotation: what follows the name of the annotated key. */
const AFTER_A_NAME = /.@(odata|microsoft)\./;

/**
 * Whether a key is an annotation, such as `@odata.type` or `members@odata.context`, and not content of the object; or an action that full
 * metadata offers, such as `#microsoft.graph.restore`.
 * @see OData JSON Format 4.01, sections 4.6 (control information) and 16 (bound actions)
 */
export const isAnnotation = (key: string): boolean =>
  key.startsWith("@") || key.startsWith("#") || (key.includes("@") && AFTER_A_NAME.test(key));

/**
 * True iff the value has no content: it is null, empty text, an empty list, or an object with such values only. `false`, 0 and a list with
 * an item are content. A loop, because foreign JSON may nest deeper than the call stack.
 */
export function isEmpty(value: unknown): boolean {
  const pending = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (isAbsent(next) || next === "") continue;
    if (typeof next !== "object" || (Array.isArray(next) && next.length > 0)) return false;
    for (const key of Object.keys(next)) if (!isAnnotation(key)) pending.push((next as JsonObject)[key]);
  }
  return true;
}

/** JSON with sorted keys, without annotations and null; for a symbol, what it stands for. Two values with the same text mean the same. */
function spelling(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spelling).join()}]`;
  const object = asObject(value);
  if (object === undefined) return JSON.stringify(typeof value === "symbol" ? value.description : value) ?? "null";
  const said = Object.keys(object).filter((key) => !isAnnotation(key) && (object[key] ?? null) !== null);
  return `{${said
    .sort()
    .map((key) => `${JSON.stringify(key)}:${spelling(object[key])}`)
    .join()}}`;
}

/** An object as it is written, for comparison. */
export class Written implements WrittenJson {
  readonly #object: JsonObject;

  constructor(object: JsonObject) {
    this.#object = object;
  }

  /** The text of a field; for an item of a list, of the whole list. */
  in(path: string): string {
    const [whole = ""] = path.split("[");
    return spelling((whole === "" ? undefined : at(this.#object, whole.split("."))) ?? this.#object);
  }
}
