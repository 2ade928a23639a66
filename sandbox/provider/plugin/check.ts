import { block, type Field, isSettable, type Rule, type Shape, type Together, text } from "./shape";
import { type Fields, isFields, isList, isUnknown, isUnset, type Value } from "./values";

/** Names that the engine itself adds to inputs. */
const ENGINE_NAMES = new Set(["__defaults", "__internal"]);

/** A reason to refuse inputs: what is wrong, and the path of the property to look at. */
interface Failure {
  readonly reason: string;
  readonly property: string;
}

/**
 * Checks inputs before any request is sent, and returns all failures. A value that isn't known yet passes. It is checked once it
 * is known.
 */
export function checkInputs(shape: Shape, inputs: Fields, prefix = ""): Failure[] {
  const failures = [...unexpected(shape, inputs, prefix), ...checkTogether(shape, inputs, prefix)];
  for (const [name, field] of Object.entries(shape.fields))
    if (isSettable(field)) failures.push(...checkField(field, inputs[name], prefix + name));
  return failures;
}

function unexpected(shape: Shape, record: Fields, prefix: string): Failure[] {
  const isExpected = (name: string) => {
    const field = shape.fields[name];
    return ENGINE_NAMES.has(name) || isUnset(record[name]) || (field !== undefined && isSettable(field));
  };
  const names = Object.keys(record).filter((name) => !isExpected(name));
  return names.map((name) => ({ reason: `Invalid or unknown key, or one that ${OFFICIAL}`, property: prefix + name }));
}

const OFFICIAL =
  "the sandbox's stand-in for the azuread plugin doesn't know; use the official plugin: npm start -- --official";

function checkField(field: Field, value: Value | undefined, property: string): Failure[] {
  if (isUnset(value))
    return field.use === "required" ? [{ reason: `Missing required argument ${property}`, property }] : [];
  if (isUnknown(value)) return [];
  const wrongType = (wanted: string) => [{ reason: `${property} must be ${wanted}`, property }];
  switch (field.kind) {
    case "text":
      return typeof value === "string" ? judge(field.rule, value, property) : wrongType("a text");
    case "flag":
      return typeof value === "boolean" ? [] : wrongType("true or false");
    case "number":
      return typeof value === "number" ? judge(field.rule, value, property) : wrongType("a number");
    case "block":
      return isFields(value) ? checkInputs(field.shape, value, `${property}.`) : wrongType("an object");
    default: {
      const entry = "shape" in field ? block("optional", field.shape) : text("optional", field.rule);
      if (!isList(value)) return wrongType("a list");
      return value.flatMap((one, index) => checkField(entry, one, `${property}[${index}]`));
    }
  }
}

function judge(rule: Rule | undefined, value: Value, property: string): Failure[] {
  const reason = rule?.(value, property);
  return reason === undefined ? [] : [{ reason, property }];
}

/** What must hold of several fields of a record, by how many of them are set. An empty list counts as set. */
const HOLDS: Readonly<Record<Together["kind"], (set: number, all: number) => boolean>> = {
  exactlyOne: (set) => set === 1,
  atLeastOne: (set) => set > 0,
  allOrNone: (set, all) => set === 0 || set === all,
  conflict: (set) => set < 2,
};

const WORDS: Readonly<Record<Together["kind"], string>> = {
  exactlyOne: "set exactly one of",
  atLeastOne: "set at least one of",
  allOrNone: "set all or none of",
  conflict: "set only one of",
};

function checkTogether({ together = [] }: Shape, record: Fields, prefix: string): Failure[] {
  return together.flatMap(({ kind, names }) => {
    const set = names.filter((name) => !isUnset(record[name]));
    if (HOLDS[kind](set.length, names.length)) return [];
    return [{ reason: `${WORDS[kind]} ${names.join(", ")}`, property: `${prefix}${set[0] ?? names[0]}` }];
  });
}
