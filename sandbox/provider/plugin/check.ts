import { attributeName, type Field, isSettable, type Rule, type Shape, type Texts, type Together } from "./shape";
import { type Fields, isFields, isList, isUnknown, isUnset, type Value } from "./values";

/** Names that the engine itself adds to inputs. */
const ENGINE_NAMES = new Set(["__defaults", "__internal"]);

/**
 * Checks inputs before any request is sent, and returns all failures. A value that isn't known yet passes. It is checked once it
 * is known.
 */
export function checkInputs(shape: Shape, inputs: Fields): Failure[] {
  return checkRecord(shape, inputs, undefined);
}

function checkRecord(shape: Shape, record: Fields, parent: Place | undefined): Failure[] {
  const failures = [...unexpected(shape, record, parent), ...checkTogether(shape, record, parent)];
  for (const [name, field] of Object.entries(shape.fields))
    if (isSettable(field)) failures.push(...checkField(field, record[name], name, parent));
  return failures;
}

function unexpected(shape: Shape, record: Fields, parent: Place | undefined): Failure[] {
  const isExpected = (name: string) => {
    const field = shape.fields[name];
    return ENGINE_NAMES.has(name) || isUnset(record[name]) || (field !== undefined && isSettable(field));
  };
  return Object.keys(record)
    .filter((name) => !isExpected(name))
    .map((name) => {
      const { attribute, property } = placeOf(name, undefined, parent);
      return { reason: whyUnexpected(shape.fields[name], attribute), property };
    });
}

const whyUnexpected = (field: Field | undefined, attribute: string): string =>
  field?.onlyOfficial === true
    ? `the sandbox's stand-in for the azuread plugin can't set "${attribute}"; use the official plugin: npm start -- --official`
    : "Invalid or unknown key";

function checkField(field: Field, value: Value | undefined, name: string, parent: Place | undefined): Failure[] {
  const place = placeOf(name, field, parent);
  if (isUnset(value)) return field.use === "required" ? [missing(place)] : [];
  if (isUnknown(value)) return [];
  switch (field.kind) {
    case "text":
      return typeof value === "string" ? judge(field.rule, value, place) : [wrongType(place, "a text")];
    case "flag":
      return typeof value === "boolean" ? [] : [wrongType(place, "true or false")];
    case "number":
      return typeof value === "number" ? judge(field.rule, value, place) : [wrongType(place, "a number")];
    case "list":
    case "set":
      return isList(value) ? checkTexts(field, value, place) : [wrongType(place, "a list")];
    case "block":
      return isFields(value) ? checkRecord(field.shape, value, inside(place, 0)) : [wrongType(place, "an object")];
    case "blocks":
      return isList(value) ? checkBlocks(field.shape, value, place) : [wrongType(place, "a list")];
  }
}

/** A single record is the only entry of a list to the official plugin. */
const inside = (place: Place, index: number): Place => ({ ...place, attribute: `${place.attribute}.${index}` });

function checkTexts(field: Texts, values: readonly Value[], place: Place): Failure[] {
  return values.flatMap((value, index) => {
    const attribute = `${place.attribute}.${index}`;
    const property = field.kind === "set" ? place.property : `${place.property}[${index}]`;
    if (isUnknown(value)) return [];
    if (typeof value !== "string") return [wrongType({ attribute, property }, "a text")];
    return judge(field.rule, value, { attribute, property });
  });
}

function checkBlocks(shape: Shape, values: readonly Value[], place: Place): Failure[] {
  return values.flatMap((value, index) => {
    const entry = { attribute: `${place.attribute}.${index}`, property: `${place.property}[${index}]` };
    if (isUnknown(value)) return [];
    return isFields(value) ? checkRecord(shape, value, entry) : [wrongType(entry, "an object")];
  });
}

function judge(rule: Rule | undefined, value: Value, place: Place): Failure[] {
  const reason = rule?.(value, place.attribute);
  return reason === undefined ? [] : [{ reason, property: place.property }];
}

const missing = ({ attribute, property }: Place): Failure => ({
  reason: `Missing required argument. The argument "${attribute}" is required, but no definition was found.`,
  property,
});

const wrongType = ({ attribute, property }: Place, wanted: string): Failure => ({
  reason: `Incorrect attribute value type. "${attribute}" must be ${wanted}`,
  property,
});

/** Checks the conditions over several fields, such as "exactly one of these". An empty list counts as set. */
function checkTogether(shape: Shape, record: Fields, parent: Place | undefined): Failure[] {
  return (shape.together ?? []).flatMap((condition) => {
    const place = (name: string) => placeOf(name, shape.fields[name], parent);
    const describe = (names: readonly string[]) => names.map((name) => place(name).attribute).sort();
    const set = condition.names.filter((name) => !isUnset(record[name]));
    return condition.names.flatMap((name) => {
      const problem = problemWith(condition, name, set, describe);
      if (problem === undefined) return [];
      const { attribute, property } = place(name);
      return [{ reason: `${problem.summary}. "${attribute}": ${problem.detail}`, property }];
    });
  });
}

interface Problem {
  readonly summary: string;
  readonly detail: string;
}

function problemWith(
  { kind, names }: Together,
  name: string,
  set: readonly string[],
  describe: (names: readonly string[]) => readonly string[],
): Problem | undefined {
  const all = describe(names).join(",");
  switch (kind) {
    case "atLeastOne":
      return set.length > 0 ? undefined : { summary: MISSING, detail: `one of \`${all}\` must be specified` };
    case "exactlyOne":
      if (set.length === 1) return undefined;
      if (set.length === 0) return { summary: INVALID, detail: `one of \`${all}\` must be specified` };
      return {
        summary: INVALID,
        detail: `only one of \`${all}\` can be specified, but \`${describe(set).join(",")}\` were specified.`,
      };
    case "allOrNone":
      if (!set.includes(name) || set.length === names.length) return undefined;
      return { summary: MISSING, detail: `all of \`${all}\` must be specified` };
    case "conflict":
      if (!set.includes(name) || set.length < 2) return undefined;
      return {
        summary: "Conflicting configuration arguments",
        detail: `conflicts with ${describe(set.filter((other) => other !== name)).join(",")}`,
      };
  }
}

const MISSING = "Missing required argument";
const INVALID = "Invalid combination of arguments";

/** A reason to refuse inputs: what is wrong, and the property to look at. */
interface Failure {
  readonly reason: string;
  readonly property: string;
}

/** A place in the inputs, in the official plugin's terms for messages and in Pulumi's. */
interface Place {
  readonly attribute: string;
  readonly property: string;
}

/** The place of a field inside the record at `parent`. */
function placeOf(name: string, field: Field | undefined, parent: Place | undefined): Place {
  const attribute = attributeName(name, field);
  const property = field?.examineAt ?? name;
  if (parent === undefined) return { attribute, property };
  return { attribute: `${parent.attribute}.${attribute}`, property: `${parent.property}.${property}` };
}
