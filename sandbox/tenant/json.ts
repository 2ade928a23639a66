/** Any value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; a key that is absent reads as `undefined`. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** A Graph object: whatever it has, it has an id. */
export interface GraphObject extends JsonObject {
  readonly id: string;
}

/** Is the value an object, that is neither null nor a list? */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Is the value a list? Unlike `Array.isArray` it keeps the element type. */
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Is the value a list of strings? */
export const isStringList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

/** The strings in a value that should be a list of strings; anything else reads as empty. */
export const stringsIn = (value: Json | undefined): readonly string[] =>
  isList(value) ? value.filter((item) => typeof item === "string") : [];

/** The object held in a field, or an empty one. */
export const objectIn = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Is the text an object id, as Entra writes them? */
export const isGuid = (text: string): boolean => GUID.test(text);

/** Entra compares object ids without regard to case. */
export const sameId = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
