const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Every object id in a value, within longer texts too, lower case, each once. */
export function idsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [...new Set(value.match(GUID)?.map((id) => id.toLowerCase()))];
  if (typeof value !== "object" || value === null) return [];
  return [...new Set(Object.values(value).flatMap(idsIn))];
}
