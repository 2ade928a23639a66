import { differences } from "./difference";
import { type Field, isSettable, type Shape } from "./shape";
import { type Fields, isFields, isList, isUnset, type Value } from "./values";

/** Adds the engine's note about default values to each record. This plugin has no defaults. */
export function withDefaultsNote(value: Fields): Fields {
  const entries = Object.entries(value).filter(([name, inner]) => name !== "__defaults" && inner !== undefined);
  return { __defaults: [], ...Object.fromEntries(entries.map(([name, inner]) => [name, noted(inner)])) };
}

const noted = (value: Value | undefined): Value => {
  if (isList(value)) return value.map(noted);
  return isFields(value) ? withDefaultsNote(value) : (value ?? null);
};

/**
 * The inputs that produce the tenant's values. `known` inputs that still do so stay as they are. Without them (in an import),
 * every field with a value becomes an input.
 */
export function inputsFor(shape: Shape, outputs: Fields, known: Fields | undefined): Fields {
  const inputs: Record<string, Value> = {};
  for (const [name, field] of Object.entries(shape.fields)) {
    const value = isSettable(field) ? inputFor(shape, name, field, outputs, known) : undefined;
    if (!isUnset(value)) inputs[name] = value;
  }
  return inputs;
}

function inputFor(shape: Shape, name: string, field: Field, outputs: Fields, known: Fields | undefined) {
  const before = known?.[name];
  const alone: Shape = { fields: { [name]: shape.fields[name] ?? field } };
  if (known !== undefined && differences(alone, outputs, known).length === 0) return before;
  const value = outputs[name];
  if (field.kind === "block" && isFields(value))
    return inputsFor(field.shape, value, isFields(before) ? before : undefined);
  if (field.kind === "blocks" && isList(value))
    return value.length === 0
      ? undefined
      : value.map((entry) => (isFields(entry) ? inputsFor(field.shape, entry, undefined) : entry));
  return saysNothing(field, value) ? undefined : value;
}

/** Whether a value means the same as no value. */
function saysNothing(field: Field, value: Value | undefined): boolean {
  if (isUnset(value)) return true;
  if (isList(value)) return value.length === 0;
  if (field.use === "required") return false;
  if ("unset" in field) return value === field.unset;
  return value === "" || value === 0 || value === false;
}
