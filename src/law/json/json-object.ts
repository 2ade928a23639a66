/** A JSON object of foreign make: any key may hold anything. */
export type JsonObject = { readonly [key: string]: unknown };

/** Whether the value is an object, which a list isn't. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value iff it is an object, and no list or null. */
export const asObject = (value: unknown): JsonObject | undefined => (isObject(value) ? value : undefined);

/** The value iff it is a list. */
export const asList = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? (value as readonly unknown[]) : undefined;

/** The value iff it is a text that isn't empty. */
export const asText = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** Graph takes null and a missing key for the same. */
export const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

/** The last part of an `@odata.type` such as `#microsoft.graph.user`, in lower case. */
export function odataType(object: JsonObject): string | undefined {
  const type = asText(object["@odata.type"]);
  // By far the most frequent type, once for each member of each group.
  if (type === undefined || type === "#microsoft.graph.user") return type && "user";
  return type.slice(Math.max(type.lastIndexOf("."), type.lastIndexOf("#")) + 1).toLowerCase();
}

/** The id of one of Graph's objects, in lower case; empty text where it has none. */
export const graphId = ({ id }: JsonObject): string => asText(id)?.toLowerCase() ?? "";

/** What follows a name in the key of an annotation about it. */
const AFTER_A_NAME = /.@(odata|microsoft)\./;

/**
 * True of `@odata.type`, `members@odata.context` and the like, which are about the transport and not about the object; and
 * of `#microsoft.graph.restore`, by which full metadata offers an action.
 * @see OData JSON Format 4.01, sections 4.6 (control information) and 16 (bound actions)
 */
export const isAnnotation = (key: string): boolean =>
  key.startsWith("@") || key.startsWith("#") || (key.includes("@") && AFTER_A_NAME.test(key));

/**
 * True iff the value says nothing: it is null, empty text, an empty list, or an object with nothing but such values in it.
 * `false` and 0 say something, and so does a list with anything in it. Without recursion, since foreign JSON may be nested
 * deeper than the stack.
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
