import { printable, quoted } from "../../text/printable";
import type { NotUnderstood } from "../model/truth";
import { asObject, isAbsent, isAnnotation, isEmpty, type JsonObject } from "./json-object";

const KINDS: Readonly<Record<string, string>> = { string: "text", number: "a number", boolean: "true or false" };

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value === "") return "empty text";
  if (Array.isArray(value)) return "a list";
  return KINDS[typeof value] ?? "an object";
}

/** Stands for a secret value, which isn't read. */
export const SECRET_VALUE: unique symbol = Symbol("a secret, which isn't read");

/**
 * What is wrong with a value of the wrong shape.
 * @param value of JSON, or a symbol for a value of a plan that is known only after deployment
 */
export function whyWrongShape(value: unknown, due: string): string {
  if (value === SECRET_VALUE) return "a secret, which isn't read";
  if (typeof value === "symbol") return "known only after deployment";
  return value === undefined ? `missing; it must be ${due}` : `must be ${due}, not ${kindOf(value)}`;
}

/** A field whose value has the wrong shape. */
export const wrongShape = (field: string, value: unknown, due: string): NotUnderstood => ({
  field,
  why: whyWrongShape(value, due),
});

/** The keys whose values are neither text nor missing. A value that is known only after deployment may be text. */
export const fieldsNotText = (object: JsonObject, keys: readonly string[]): readonly NotUnderstood[] =>
  keys
    .filter((key) => !isAbsent(object[key]) && typeof object[key] !== "string" && typeof object[key] !== "symbol")
    .map((key) => wrongShape(key, object[key], "text"));

/** Long enough for any word or key of Graph. Other words may be very long. */
const LONGEST = 200;

/** A field with an unknown word. */
export const unknownWord = (field: string, word: string, kind: string): NotUnderstood => ({
  field,
  why: `${quoted(word.slice(0, LONGEST))} is not a known ${kind}`,
});

/** Whether a condition is set. Graph writes null or an empty list for no condition. Any object is a condition, which perhaps nobody meets. */
const isConfigured = (value: unknown): boolean => !isEmpty(value) || asObject(value) !== undefined;

const UNKNOWN_KEY = "an unknown key, so its meaning isn't known";

/**
 * The unknown keys of an object that have content. They may narrow the policy.
 * @param path of the object in Graph's words; empty for the policy itself
 */
export function unknownKeys(object: JsonObject, known: readonly string[], path: string): readonly NotUnderstood[] {
  const says = path === "conditions" ? isConfigured : (value: unknown) => !isEmpty(value);
  return Object.keys(object)
    .filter((key) => !known.includes(key) && !isAnnotation(key) && says(object[key]))
    .map((key) => ({
      field: `${path === "" ? "" : `${path}.`}${printable(key.slice(0, LONGEST))}`,
      why: UNKNOWN_KEY,
    }));
}
