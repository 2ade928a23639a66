/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. A missing key reads as `undefined`. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** An object of Graph. Every one has an id. */
export interface GraphObject extends JsonObject {
  readonly id: string;
}

/** Whether the value is an object: neither null nor a list. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether the value is a list. Unlike `Array.isArray` it keeps the element type. */
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Whether the value is a list of strings. */
export const isStringList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

/** The value if it is a list of strings, or else an empty list. */
export const stringsIn = (value: Json | undefined): readonly string[] =>
  isList(value) ? value.filter((item) => typeof item === "string") : [];

/** The value if it is an object, or else an empty object. */
export const objectIn = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** Whether two object ids are the same. Letter case doesn't matter, as in Entra. */
export const sameId = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
