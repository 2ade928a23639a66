import type { GraphObject, Json, JsonObject } from "../json";

/** Names in `$select`, or `undefined` when the request has none. */
export function selectedNames(query: URLSearchParams): readonly string[] | undefined {
  const text = query.get("$select");
  const names = text?.split(",").map((name) => name.trim()) ?? [];
  return text === null || names.includes("*") ? undefined : names.filter((name) => name !== "");
}

/** The object with only the selected properties: an unset one reads null, as in Graph; type and id always stay. */
export function select(object: GraphObject, names: readonly string[] | undefined): JsonObject {
  if (names === undefined) return object;
  const kept = Object.entries(object).filter(([name]) => name.startsWith("@odata.") || name === "id");
  const chosen = names.map((name): [string, Json] => [name, object[name] ?? null]);
  return Object.fromEntries([...kept, ...chosen]);
}
