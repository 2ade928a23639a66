import { type Field, isKeptWhenUnset, type Shape, UNSET } from "./shape";
import { type Fields, isFields, isList, isUnknown, isUnset, UNKNOWN, type Value } from "./values";

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

/**
 * Gives each field of the shape a value, as the official plugin's state has it: an unset text is empty, an unset flag
 * false, an unset list null (an empty one where the plugin fills it by itself), an unset record null.
 * @param unsetList what an unset list is: null once the object was made, empty once it was read or updated
 */
export function complete(shape: Shape, fields: Fields, unsetList: null | readonly [] = null): Fields {
  const outputs: Record<string, Value> = {};
  for (const [name, field] of Object.entries(shape.fields))
    outputs[name] = completeField(field, fields[name], unsetList);
  return outputs;
}

function completeField(field: Field, value: Value | undefined, unsetList: null | readonly []): Value {
  switch (field.kind) {
    case "text":
    case "flag":
    case "number":
      if (!isUnset(value) && !isUnknown(value)) return value;
      return field.unset === undefined ? UNSET[field.kind] : field.unset;
    case "list":
    case "set":
      if (isList(value) && value.length > 0) return value;
      return isKeptWhenUnset(field) && field.emptyIsNull !== true ? [] : unsetList;
    case "block":
      return isFields(value) ? complete(field.shape, value, unsetList) : null;
    case "blocks":
      return isList(value)
        ? value.map((entry) => (isFields(entry) ? complete(field.shape, entry, unsetList) : entry))
        : [];
  }
}
