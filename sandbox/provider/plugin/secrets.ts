import { type Fields, isFields, isList, type Value } from "./values";

/** The keys with which the engine marks a record as a wrapper, and a wrapped value as a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Whether a value is a wrapper around a secret. */
export const isSecret = (value: Value | undefined): value is Fields => isFields(value) && value[SIGNATURE] === SECRET;

/** Wraps a value, so that the engine encrypts it and never shows it. */
export const asSecret = (value: Value): Fields => ({ [SIGNATURE]: SECRET, value });

/** The same values with the secrets unwrapped. For use inside the plugin only. */
export function revealed(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, reveal(value)]));
}

function reveal(value: Value | undefined): Value | undefined {
  if (isSecret(value)) return reveal(value["value"]);
  if (isList(value)) return value.map((entry) => reveal(entry) ?? null);
  return isFields(value) ? revealed(value) : value;
}

const holdsSecret = (value: Value | undefined): boolean => {
  if (isSecret(value)) return true;
  if (isList(value)) return value.some(holdsSecret);
  return isFields(value) && Object.values(value).some(holdsSecret);
};

/** Marks each field as a secret whose input holds a secret. */
export function withSecrets(outputs: Fields, inputs: Fields): Fields {
  const marked = Object.entries(outputs).map(([name, value = null]): [string, Value] => {
    const isMarked = value !== null && holdsSecret(inputs[name]);
    return [name, isMarked ? asSecret(value) : value];
  });
  return Object.fromEntries(marked);
}
