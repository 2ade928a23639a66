import { asObject, isAnnotation } from "../../json/json-object";
import type { NotUnderstood } from "../../model/truth";

type Json = Readonly<Record<string, unknown>>;

/**
 * JSON in one spelling: keys sorted, without annotations and without what is null. Two values with the same spelling say
 * the same. A value that is known only after deployment is spelt as itself.
 */
export function spelling(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spelling).join()}]`;
  const object = asObject(value);
  if (object === undefined) return typeof value === "symbol" ? String(value) : (JSON.stringify(value) ?? "null");
  const said = Object.keys(object).filter((key) => !isAnnotation(key) && (object[key] ?? null) !== null);
  return `{${said
    .sort()
    .map((key) => `${JSON.stringify(key)}:${spelling(object[key])}`)
    .join()}}`;
}

/** Words as long as this are told whole in what is said of them. */
const TOLD_WHOLE = 150;

/**
 * What tells content that isn't understood from other content: what is said of a word that is told whole, and else what
 * stands in the field or, where it can't be found by its path, all there is.
 */
export function contentKey({ field, why }: NotUnderstood, json: Json): string {
  const isTold = why.includes(" is not a known ") && why.length < TOLD_WHOLE;
  return `${field}: ${isTold ? why : spelling(at(json, field) ?? json)}`;
}

/** What stands at a path in Graph's words; of an item of a list the whole list. */
export function at(json: Json, path: string): unknown {
  const [whole = ""] = path.split("[");
  return whole.split(".").reduce<unknown>((value, key) => asObject(value)?.[key], json);
}
