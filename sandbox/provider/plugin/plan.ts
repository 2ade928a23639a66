import { type Field, isKeptWhenUnset, type Shape, UNSET } from "./shape";
import { type Fields, isFields, isList, isUnknown, isUnset, UNKNOWN, type Value } from "./values";

/**
 * The planned values of an object: the program's inputs. A field that the inputs leave out and the plugin fills by itself keeps
 * the value last seen, or is "not known yet" if the object is new.
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

/** The values last seen inside a record. A new record of an existing object has none. */
const inner = (seen: Value | undefined, exists: boolean): Fields | undefined =>
  isFields(seen) ? seen : exists ? {} : undefined;

const entryOf = (seen: Value | undefined, index: number): Fields | undefined =>
  isList(seen) && isFields(seen[index]) ? seen[index] : undefined;

/**
 * Gives each field of the shape a value, as in the official plugin's state. An unset text is empty, an unset flag false, and an
 * unset list or record null. An unset list is empty if the plugin fills it by itself.
 * @param unsetList the value of other unset lists: null after a creation, empty after a read or an update
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
      return isKeptWhenUnset(field) ? [] : unsetList;
    case "block":
      return isFields(value) ? complete(field.shape, value, unsetList) : null;
    case "blocks":
      return isList(value)
        ? value.map((entry) => (isFields(entry) ? complete(field.shape, entry, unsetList) : entry))
        : [];
  }
}
