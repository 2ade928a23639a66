import type { ListCondition } from "../../model/policy";
import type { Truth } from "../../model/truth";

/**
 * A list condition is met by the values it lists and by no other; one that isn't configured is met by all.
 * A value that isn't understood might be any value, except those that the list names anyway.
 */
export function meets<T>(condition: ListCondition<T>, value: T): Truth {
  if (condition.kind === "any" || condition.values.has(value)) return "yes";
  return condition.notUnderstood.length > 0 ? "unclear" : "no";
}
