import { type AttributeName, type AttributeType, attributeNamed, typeOf } from "./attributes";
import { factOf } from "./evaluate";
import type { DeviceComparison, DeviceRule, Fact } from "./rule";
import { Reader, Unreadable } from "./tokens";

/** A rule, or where (offset in UTF-16 units) and why it can't be read. */
export type ParsedDeviceRule =
  | { readonly ok: true; readonly rule: DeviceRule }
  | { readonly ok: false; readonly offset: number; readonly message: string };

/** The longest rule that Entra takes, in characters. */
const LONGEST = 3072;

/**
 * The rule iff the text is one to which Microsoft's documents give a meaning; anything else is unreadable, not guessed at.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership (2024-12) for the language
 */
export function parseDeviceRule(text: string): ParsedDeviceRule {
  if (text.length > LONGEST) return { ok: false, offset: LONGEST, message: `longer than ${LONGEST} characters` };
  try {
    const reader = new Reader(text);
    return { ok: true, rule: reader.rule(() => comparisonIn(reader)) };
  } catch (problem) {
    if (problem instanceof Unreadable) return { ok: false, offset: problem.offset, message: problem.message };
    throw problem;
  }
}

type Kind = "equals" | "isOneOf" | "startsWith" | "endsWith" | "contains";

/** Whether a comparison is the opposite of its kind, as `-ne` is of `-eq`. */
type Operator = Pick<DeviceComparison, "negated"> & { readonly kind: Kind };

/**
 * Operators by their names in lower case and without the hyphen, with the types of attribute that they have a meaning for. Microsoft's
 * table offers some text attributes only a part of these. A rule with others has one meaning only, too, if Entra takes it.
 */
const KINDS: readonly (readonly [name: string, opposite: string, ...kind: [Kind, ...AttributeType[]]])[] = [
  ["eq", "ne", "equals", "text", "boolean"],
  ["in", "notin", "isOneOf", "text"],
  ["startswith", "notstartswith", "startsWith", "text"],
  ["endswith", "notendswith", "endsWith", "text"],
  ["contains", "notcontains", "contains", "text", "collection"],
];

/** One `device.<attribute> <operator> <value>`. An operator that has no meaning for the attribute isn't guessed at. */
function comparisonIn(reader: Reader): DeviceComparison {
  const attribute = attributeIn(reader);
  const { kind, negated } = operatorIn(reader, attribute);
  return { kind: "comparison", attribute, negated, anyOf: factsIn(reader, kind, typeOf(attribute)) };
}

function attributeIn(reader: Reader): AttributeName {
  const token = reader.take();
  if (token.kind !== "word" || token.hyphen || !token.word.startsWith("device."))
    return reader.fail("expected an attribute such as `device.trustType`", token);
  const name = token.written.slice("device.".length);
  return attributeNamed(name) ?? reader.fail(`unknown device attribute \`${name}\``, token);
}

function operatorIn(reader: Reader, attribute: AttributeName): Operator {
  const token = reader.take();
  if (token.kind !== "word") return reader.fail("expected an operator such as `-eq`", token);
  const { word } = token;
  const found = KINDS.find(([name, opposite]) => word === name || word === opposite);
  const [name, , kind, ...types] = found ?? reader.fail(`unknown operator \`-${token.written}\``, token);
  if (types.includes(typeOf(attribute))) return { kind, negated: word !== name };
  return reader.fail(`\`${attribute}\` can't be compared with \`-${token.written}\``, token);
}

function factsIn(reader: Reader, kind: Kind, type: AttributeType): readonly Fact[] {
  if (kind === "isOneOf") return reader.texts().map((text) => factOf("equals", text));
  if (kind !== "equals") {
    const text = reader.text();
    if (text === "") reader.fail("expected a text that isn't empty");
    return [factOf(type === "collection" ? "hasElement" : kind, text)];
  }
  const token = reader.peek();
  if (token.kind === "word" && token.word === "null" && !token.hyphen) {
    reader.take();
    return [{ kind: "isNull" }];
  }
  return [type === "boolean" ? { kind: booleanIn(reader) ? "isTrue" : "isFalse" } : factOf("equals", reader.text())];
}

/** `True`, and `"True"` as the table of attributes has it. */
function booleanIn(reader: Reader): boolean {
  const token = reader.take();
  const bare = token.kind === "word" && !token.hyphen ? token.word : "";
  const written = token.kind === "text" ? token.text.toLowerCase() : bare;
  if (written === "true" || written === "false") return written === "true";
  return reader.fail("expected `True` or `False`", token);
}
