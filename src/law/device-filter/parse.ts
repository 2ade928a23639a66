import { type AttributeName, type AttributeType, attributeNamed, typeOf } from "./attributes";
import type { Comparison, DeviceRule, Test } from "./rule";
import { Reader, tokensOf, Unreadable } from "./tokens";

/** A rule, or where (offset in UTF-16 units) and why it can't be read. */
export type ParsedDeviceRule =
  | { readonly ok: true; readonly rule: DeviceRule }
  | { readonly ok: false; readonly offset: number; readonly message: string };

/** The longest rule that Entra takes, in characters. */
const LONGEST = 3072;

/** Far deeper than people nest, far from where recursion would end. */
const DEEPEST = 100;

/**
 * The rule iff the text is one to which Microsoft's documents give a meaning; anything else is unreadable, not guessed at.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership (2024-12) for the language
 */
export function parseDeviceRule(text: string): ParsedDeviceRule {
  if (text.length > LONGEST) return { ok: false, offset: LONGEST, message: `longer than ${LONGEST} characters` };
  try {
    const reader = new Reader(tokensOf(text));
    const rule = parseJoined("or", reader, 0);
    if (reader.peek().kind !== "end") reader.fail("expected `-and`, `-or` or the end of the rule");
    return { ok: true, rule };
  } catch (problem) {
    if (problem instanceof Unreadable) return { ok: false, offset: problem.offset, message: problem.message };
    throw problem;
  }
}

/** `or` binds loosest. */
function parseJoined(kind: "or" | "and", reader: Reader, depth: number): DeviceRule {
  const part = (): DeviceRule => (kind === "or" ? parseJoined("and", reader, depth) : parseNot(reader, depth));
  const first = part();
  const parts = [first];
  while (reader.takesOperator(kind)) parts.push(part());
  return parts.length === 1 ? first : { kind, parts };
}

function parseNot(reader: Reader, depth: number): DeviceRule {
  if (depth > DEEPEST) return reader.fail(`nested more than ${DEEPEST} deep`);
  if (reader.takesOperator("not")) return { kind: "not", part: parseNot(reader, depth + 1) };
  if (!reader.takesSymbol("(")) return parseComparison(reader);
  const inner = parseJoined("or", reader, depth + 1);
  if (!reader.takesSymbol(")")) reader.fail("expected `)`");
  return inner;
}

/** One `device.<attribute> <operator> <value>`. An operator that has no meaning for the attribute isn't guessed at. */
function parseComparison(reader: Reader): Comparison {
  const attribute = parseAttribute(reader);
  const { kind, negated } = parseOperator(reader, attribute);
  return { kind: "comparison", attribute, negated, test: parseTest(reader, kind, typeOf(attribute)) };
}

function parseAttribute(reader: Reader): AttributeName {
  const token = reader.take();
  if (token.kind !== "word" || token.hyphen || !token.word.startsWith("device."))
    return reader.fail("expected an attribute such as `device.trustType`", token);
  const name = token.written.slice("device.".length);
  return attributeNamed(name) ?? reader.fail(`unknown device attribute \`${name}\``, token);
}

interface Operator {
  readonly kind: "equals" | "isOneOf" | "startsWith" | "endsWith" | "contains";
  /** Whether it is the opposite of its kind, as `-ne` is of `-eq`. */
  readonly negated: boolean;
  /** The types of attribute that it has a meaning for. */
  readonly types: readonly AttributeType[];
}

const KINDS: readonly (readonly [name: string, opposite: string, ...kind: [Operator["kind"], ...AttributeType[]]])[] = [
  ["eq", "ne", "equals", "text", "boolean"],
  ["in", "notin", "isOneOf", "text"],
  ["startswith", "notstartswith", "startsWith", "text"],
  ["endswith", "notendswith", "endsWith", "text"],
  ["contains", "notcontains", "contains", "text", "collection"],
];

/**
 * By their names in lower case and without the hyphen. Microsoft's table offers some text attributes only a part of these. A rule that
 * uses more of them still has one meaning only, if Entra takes it at all.
 */
const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>(
  KINDS.flatMap(([name, opposite, kind, ...types]) => [
    [name, { kind, negated: false, types }],
    [opposite, { kind, negated: true, types }],
  ]),
);

function parseOperator(reader: Reader, attribute: AttributeName): Operator {
  const token = reader.take();
  if (token.kind !== "word") return reader.fail("expected an operator such as `-eq`", token);
  const operator = OPERATORS.get(token.word) ?? reader.fail(`unknown operator \`-${token.written}\``, token);
  if (operator.types.includes(typeOf(attribute))) return operator;
  return reader.fail(`\`${attribute}\` can't be compared with \`-${token.written}\``, token);
}

function parseTest(reader: Reader, kind: Operator["kind"], type: AttributeType): Test {
  if (kind === "isOneOf") return { kind, values: parseList(reader) };
  if (kind !== "equals") return { kind: type === "collection" ? "hasElement" : kind, value: parseText(reader) };
  const token = reader.peek();
  if (token.kind === "word" && token.word === "null" && !token.hyphen) {
    reader.take();
    return { kind: "isNull" };
  }
  return type === "boolean"
    ? { kind: "isBoolean", value: parseBoolean(reader) }
    : { kind: "isOneOf", values: [parseText(reader)] };
}

/** `True`, and `"True"` as the table of attributes has it. */
function parseBoolean(reader: Reader): boolean {
  const token = reader.take();
  const bare = token.kind === "word" && !token.hyphen ? token.word : "";
  const written = token.kind === "text" ? token.text.toLowerCase() : bare;
  if (written === "true" || written === "false") return written === "true";
  return reader.fail("expected `True` or `False`", token);
}

function parseText(reader: Reader): string {
  const token = reader.take();
  return token.kind === "text" ? token.text : reader.fail("expected a text in quotes", token);
}

function parseList(reader: Reader): readonly string[] {
  if (!reader.takesSymbol("[")) reader.fail('expected a list such as `["a", "b"]`');
  const values = [parseText(reader)];
  while (reader.takesSymbol(",")) values.push(parseText(reader));
  if (!reader.takesSymbol("]")) reader.fail("expected `,` or `]`");
  return values;
}
