/** The id at the end of a path such as `/identity/conditionalAccess/namedLocations/<id>`; a bare id is one already. */
export const lastSegment = (value: unknown): unknown =>
  typeof value === "string" ? value.slice(value.lastIndexOf("/") + 1) : value;

export const lastSegments = (value: unknown): unknown => (Array.isArray(value) ? value.map(lastSegment) : value);

/** Graph writes a set of flags as one text with commas, the plugin as a list. */
export const asFlags = (value: unknown): unknown =>
  Array.isArray(value) && value.every((flag) => typeof flag === "string") ? value.join(",") : value;

/** Where Graph has one object the plugin has a list of one. A longer list stays one, for it says nothing to Graph. */
export function onlyItem(value: unknown): unknown {
  if (!Array.isArray(value) || value.length > 1) return value;
  return value.length === 0 ? null : value[0];
}
