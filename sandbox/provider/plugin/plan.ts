import { type Field, isKeptWhenUnset, type Shape } from "./shape";
import { type Fields, isFields, isList, isUnset, UNKNOWN, type Value } from "./values";

/**
 * What an object will be like: the program's inputs, and for what they leave out and the plugin fills by itself the
 * value that was last seen, or the marker for "not known yet" when the object is new.
 */
export function planned(shape: Shape, inputs: Fields, seen: Fields | undefined): Fields {
  const plan: Record<string, Value> = {};
  for (const [name, field] of Object.entries(shape.fields))
    plan[name] = planField(field, inputs[name], seen?.[name], seen !== undefined);
  return plan;
}

function planField(field: Field, input: Value | undefined, seen: Value | undefined, exists: boolean): Value {
  if (isUnset(input)) {
    if (!isKeptWhenUnset(field)) return null;
    return exists ? (seen ?? null) : UNKNOWN;
  }
  if (field.kind === "block" && isFields(input)) return planned(field.shape, input, inner(seen, exists));
  if (field.kind === "blocks" && isList(input))
    return input.map((entry, index) => (isFields(entry) ? planned(field.shape, entry, entryOf(seen, index)) : entry));
  return input;
}

/** A record that is new in an object that exists has nothing that was last seen. */
const inner = (seen: Value | undefined, exists: boolean): Fields | undefined =>
  isFields(seen) ? seen : exists ? {} : undefined;

const entryOf = (seen: Value | undefined, index: number): Fields | undefined =>
  isList(seen) && isFields(seen[index]) ? seen[index] : undefined;
