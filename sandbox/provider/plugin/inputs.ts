import { differences } from "./difference";
import { asSecret, isSecret } from "./secrets";
import { type Field, isSettable, type Shape } from "./shape";
import { type Fields, isFields, isList, isUnset, type Value } from "./values";

/** Adds to each record the engine's own note of which values were defaults: none ever are with this plugin. */
export function withDefaultsNote(value: Fields): Fields {
  const entries = Object.entries(value).filter(([name, inner]) => name !== "__defaults" && inner !== undefined);
  return { __defaults: [], ...Object.fromEntries(entries.map(([name, inner]) => [name, noted(inner)])) };
}

const noted = (value: Value | undefined): Value => {
  if (isSecret(value)) return asSecret(noted(value["value"]));
  if (isList(value)) return value.map(noted);
  return isFields(value) ? withDefaultsNote(value) : (value ?? null);
};

/**
 * The inputs that a program would have to give to get what the tenant has. Where `known` inputs still say it they
 * stay as they are; without any (an import) every field that holds something is given.
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

/** A value that leaving the field out means as well. */
function saysNothing(field: Field, value: Value | undefined): boolean {
  if (isUnset(value)) return true;
  if (isList(value)) return value.length === 0;
  if (field.use === "required") return false;
  if ("unset" in field) return value === field.unset;
  return value === "" || value === 0 || value === false;
}
