/** JSON values that the engine, this plugin and Graph exchange. */
export type Value = null | boolean | number | string | readonly Value[] | Fields;

/** A record of named values. A missing name and the value `undefined` mean the same. */
export type Fields = { readonly [name: string]: Value | undefined };

/**
 * The markers that the engine sends for a value that is known only after another resource exists. There is one for each type of
 * the SDKs.
 */
const UNKNOWN_MARKERS: ReadonlySet<Value> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The marker that this plugin returns for a value that it will know later. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether the value itself, not one inside it, is known only later. */
export const isUnknown = (value: Value | undefined): boolean => value !== undefined && UNKNOWN_MARKERS.has(value);

/** Whether a value, or a value inside it, isn't known yet. */
export function holdsUnknown(value: Value | undefined): boolean {
  if (value === undefined || isUnknown(value)) return value !== undefined;
  if (isList(value)) return value.some(holdsUnknown);
  return isFields(value) && Object.values(value).some(holdsUnknown);
}

/** Whether a value is a list. */
export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

/** Whether a value is a record. */
export const isFields = (value: Value | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether there is no value: the engine sends null, a record may lack the name. */
export const isUnset = (value: Value | undefined): value is null | undefined => value === null || value === undefined;

/** The text under `name`. Anything else reads as the empty text, as in the official plugin. */
export function textOf(fields: Fields | undefined, name: string): string {
  const value = fields?.[name];
  return typeof value === "string" && !isUnknown(value) ? value : "";
}

/** The flag under `name`. Anything but true reads as false, as in the official plugin. */
export const flagOf = (fields: Fields | undefined, name: string): boolean => fields?.[name] === true;

/** The number under `name`. Anything else reads as 0, as in the official plugin. */
export function numberOf(fields: Fields | undefined, name: string): number {
  const value = fields?.[name];
  return typeof value === "number" ? value : 0;
}

/** The texts in the list under `name`, or no texts if there is no list. */
export function textsOf(fields: Fields | undefined, name: string): string[] {
  const value = fields?.[name];
  return isList(value) ? value.filter((entry) => typeof entry === "string") : [];
}

/** Whether two lists have the same texts in any order. */
export const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value) => other.includes(value));

/** The record under `name`, or `undefined` if it is missing, null or something else. */
export function fieldsOf(fields: Fields | undefined, name: string): Fields | undefined {
  const value = fields?.[name];
  return isFields(value) ? value : undefined;
}

/** The records of the list under `name`. */
export function recordsOf(fields: Fields | undefined, name: string): Fields[] {
  const value = fields?.[name];
  return isList(value) ? value.filter(isFields) : [];
}

/** Parses a JSON object. Any other text reads as an empty object, which every caller treats as a failure. */
export function parseFields(text: string): Fields {
  try {
    const value: Value = JSON.parse(text);
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
}
