import { type AttributeName, type AttributeType, attributeNamed, typeOf } from "./attributes";
import type { Comparison, Test } from "./rule";
import type { Reader } from "./tokens";

/**
 * Reads one `device.<attribute> <operator> <value>`. An operator that has no meaning for the attribute isn't guessed at.
 * @throws Unreadable at the first token that doesn't fit
 */
export function parseComparison(reader: Reader): Comparison {
  const attribute = parseAttribute(reader);
  const operator = parseOperator(reader, attribute);
  return {
    kind: "comparison",
    attribute,
    negated: operator.negated,
    test: parseTest(reader, operator, typeOf(attribute)),
  };
}

function parseAttribute(reader: Reader): AttributeName {
  const token = reader.take();
  if (token.kind !== "word" || token.hyphen || !token.word.startsWith("device.")) {
    return reader.fail("expected an attribute such as `device.trustType`", token);
  }
  const name = token.written.slice("device.".length);
  return attributeNamed(name) ?? reader.fail(`unknown device attribute \`${name}\``, token);
}

function parseOperator(reader: Reader, attribute: AttributeName): Operator {
  const token = reader.take();
  if (token.kind !== "word") return reader.fail("expected an operator such as `-eq`", token);
  const operator = operatorNamed(token.word) ?? reader.fail(`unknown operator \`-${token.written}\``, token);
  if (operator.types.includes(typeOf(attribute))) return operator;
  return reader.fail(`\`${attribute}\` can't be compared with \`-${token.written}\``, token);
}

function parseTest(reader: Reader, { kind }: Operator, type: AttributeType): Test {
  switch (kind) {
    case "isOneOf":
      return { kind, values: parseList(reader) };
    case "contains":
      return { kind: type === "collection" ? "hasElement" : kind, value: parseText(reader) };
    case "startsWith":
    case "endsWith":
      return { kind, value: parseText(reader) };
    case "equals":
      return parseEqual(reader, type);
  }
}

function parseEqual(reader: Reader, type: AttributeType): Test {
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
  const written =
    token.kind === "text" ? token.text.toLowerCase() : token.kind === "word" && !token.hyphen ? token.word : "";
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

/** An operator that compares an attribute with a value. */
export interface Operator {
  readonly kind: "equals" | "isOneOf" | "startsWith" | "endsWith" | "contains";
  /** Whether it is the opposite of its kind, as `-ne` is of `-eq`. */
  readonly negated: boolean;
  /** The types of attribute that it has a meaning for. */
  readonly types: readonly AttributeType[];
}

const TEXT = ["text"] as const;

/**
 * Microsoft's table offers some text attributes only a part of these. A rule that uses more of them still has one meaning
 * only, if Entra takes it at all.
 */
const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["eq", { kind: "equals", negated: false, types: ["text", "boolean"] }],
  ["ne", { kind: "equals", negated: true, types: ["text", "boolean"] }],
  ["in", { kind: "isOneOf", negated: false, types: TEXT }],
  ["notin", { kind: "isOneOf", negated: true, types: TEXT }],
  ["startswith", { kind: "startsWith", negated: false, types: TEXT }],
  ["notstartswith", { kind: "startsWith", negated: true, types: TEXT }],
  ["endswith", { kind: "endsWith", negated: false, types: TEXT }],
  ["notendswith", { kind: "endsWith", negated: true, types: TEXT }],
  ["contains", { kind: "contains", negated: false, types: ["text", "collection"] }],
  ["notcontains", { kind: "contains", negated: true, types: ["text", "collection"] }],
]);

/** The operator of that name, in lower case and without its hyphen, or `undefined`. */
export const operatorNamed = (word: string): Operator | undefined => OPERATORS.get(word);
