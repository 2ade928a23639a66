import type { NotUnderstood } from "../../model/truth";
import { printable } from "../register/printable";
import { asObject, isAnnotation, isEmpty, type JsonObject } from "./json";

/** Long enough for any key of Graph's; a foreign one may be as long as its author likes. */
const LONGEST_KEY = 200;

/**
 * A condition that isn't configured is null or an empty list in Graph. One that is an object is configured, whatever
 * its content: with nothing in it, it may as well be met by nobody.
 */
const isConfigured = (value: unknown): boolean => !isEmpty(value) || asObject(value) !== undefined;

/**
 * Keys of an object that say something and aren't known: whatever they mean may narrow the policy.
 * @param path where the object is, in Graph's words; empty for the policy itself
 */
export function unknownKeys(object: JsonObject, known: readonly string[], path: string): readonly NotUnderstood[] {
  const says = path === "conditions" ? isConfigured : (value: unknown) => !isEmpty(value);
  return Object.keys(object)
    .filter((key) => !known.includes(key) && !isAnnotation(key) && says(object[key]))
    .map((key) => ({
      field: `${path === "" ? "" : `${path}.`}${printable(key.slice(0, LONGEST_KEY))}`,
      why: "a key that isn't known here, so what it means isn't either",
    }));
}
