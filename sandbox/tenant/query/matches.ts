import { isList, isObject, type Json, type JsonObject } from "../json";
import type { Filter, Order } from "./filter";

/** Does the object pass the filter? Texts compare without regard to case, as in Entra; an absent property is null. */
export function matches(filter: Filter, object: JsonObject): boolean {
  switch (filter.kind) {
    case "and":
      return matches(filter.left, object) && matches(filter.right, object);
    case "or":
      return matches(filter.left, object) || matches(filter.right, object);
    case "not":
      return !matches(filter.inner, object);
    case "compare":
      return equal(valueAt(object, filter.path), filter.value) === (filter.operator === "eq");
    case "order":
      return isInOrder(valueAt(object, filter.path), filter.operator, filter.value);
    case "in":
      return filter.values.some((value) => equal(valueAt(object, filter.path), value));
    case "any":
      return holds(valueAt(object, filter.path), filter.value);
    case "startswith":
      return folded(valueAt(object, filter.path)).startsWith(folded(filter.start));
    case "endswith":
      return folded(valueAt(object, filter.path)).endsWith(folded(filter.start));
  }
}

function valueAt(object: JsonObject, path: readonly string[]): Json {
  return path.reduce<Json>((value, name) => (isObject(value) ? (value[name] ?? null) : null), object);
}

function isInOrder(value: Json, order: Order, moment: string): boolean {
  const [one, other] = [Date.parse(String(value)), Date.parse(moment)];
  switch (order) {
    case "ge":
      return one >= other;
    case "gt":
      return one > other;
    case "le":
      return one <= other;
    case "lt":
      return one < other;
  }
}

function holds(list: Json, value: Json): boolean {
  return isList(list) && list.some((item) => equal(item, value));
}

function equal(left: Json, right: Json): boolean {
  return typeof left === "string" && typeof right === "string" ? folded(left) === folded(right) : left === right;
}

/** A text in one case; anything else as a text that no other text starts with. */
function folded(value: Json): string {
  return typeof value === "string" ? value.toLowerCase() : "\u0000";
}
