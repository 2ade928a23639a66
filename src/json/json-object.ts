/** A JSON object of foreign make: any key may hold anything. */
export type JsonObject = { readonly [key: string]: unknown };

/** Whether a value is an object, which a list isn't. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value where it is an object; `undefined` for anything else, a list included. */
export const asObject = (value: unknown): JsonObject | undefined => (isObject(value) ? value : undefined);

/** The value where it is a list; `undefined` for anything else. */
export const asList = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? (value as readonly unknown[]) : undefined;

/** Text with something in it. */
export const asText = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

/** The last part of an `@odata.type` such as `#microsoft.graph.user`, in lower case. */
export function odataType(object: JsonObject): string | undefined {
  const type = asText(object["@odata.type"]);
  // By far the most frequent type, once for each member of each group.
  if (type === undefined || type === "#microsoft.graph.user") return type && "user";
  return type.slice(Math.max(type.lastIndexOf("."), type.lastIndexOf("#")) + 1).toLowerCase();
}

/** `@odata.type`, `members@odata.context` and the like: about the transport, not about the policy. */
export const isAnnotation = (key: string): boolean => key.includes("@odata");

/**
 * Whether a value says nothing: null, empty text, an empty list or object, or nothing but such values inside.
 * `false` and 0 say something. Keeps a list of its own instead of calling itself: nesting may be deeper than the stack.
 */
export function isEmpty(value: unknown): boolean {
  const pending = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (isAbsent(next) || next === "") continue;
    if (typeof next !== "object") return false;
    for (const key of Object.keys(next)) if (!isAnnotation(key)) pending.push((next as JsonObject)[key]);
  }
  return true;
}
