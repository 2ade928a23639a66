import { Reader, type Token, tokensOf, Unreadable } from "../../../src/law/device-filter/tokens";
import { type Operand, testOf, type ValueTest } from "./comparison";
import { MANAGER, type RuleProperty, rulePropertyNamed } from "./rule-properties";

/** A membership rule; what can't be told of a user is a comparison without a test. */
export type MembershipRule =
  | { readonly kind: "or" | "and"; readonly parts: readonly MembershipRule[] }
  | { readonly kind: "not"; readonly part: MembershipRule }
  | Comparison;

/** One comparison of a user's property. */
export interface Comparison {
  readonly kind: "comparison";
  readonly property: RuleProperty;
  /** `undefined` where it can't be evaluated here: a regular expression, a date, a collection. */
  readonly test: ValueTest | undefined;
}

/** A rule that was read; one that is about devices takes in nobody; of one that can't be read the properties are known. */
export type ReadRule =
  | { readonly kind: "read"; readonly rule: MembershipRule }
  | { readonly kind: "devices" }
  | { readonly kind: "notUnderstood"; readonly properties: readonly RuleProperty[] };

const DIRECT_REPORTS = /^\s*direct\s+reports\s+for\s+["']([^"']*)["']\s*$/i;

/**
 * Reads a membership rule, whose language is that of device filters with more properties and operators.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership (2024-12)
 */
export function readMembershipRule(text: string): ReadRule {
  const manager = DIRECT_REPORTS.exec(text)?.[1];
  if (manager !== undefined) return { kind: "read", rule: reportsTo(manager) };
  if (/\bdevice\./i.test(text) && !/\buser\./i.test(text)) return { kind: "devices" };
  try {
    const reader = new Reader(tokensOf(text));
    const rule = parseOr(reader, 0);
    return reader.peek().kind === "end" ? { kind: "read", rule } : notUnderstood(text);
  } catch (problem) {
    if (problem instanceof Unreadable) return notUnderstood(text);
    throw problem;
  }
}

const reportsTo = (manager: string): Comparison => ({
  kind: "comparison",
  property: rulePropertyNamed(MANAGER),
  test: testOf("eq", { kind: "text", text: manager }),
});

const notUnderstood = (text: string): ReadRule => ({
  kind: "notUnderstood",
  properties: [
    ...[...text.matchAll(/user\.([a-z0-9_]+)/gi)].map(([, name = ""]) => rulePropertyNamed(name)),
    ...(/direct\s+reports/i.test(text) ? [rulePropertyNamed(MANAGER)] : []),
  ],
});

/** Far deeper than people nest, far from where recursion would end. */
const DEEPEST = 100;

const parseOr = (reader: Reader, depth: number): MembershipRule => parseList("or", reader, depth, parseAnd);
const parseAnd = (reader: Reader, depth: number): MembershipRule => parseList("and", reader, depth, parseNot);

function parseList(kind: "or" | "and", reader: Reader, depth: number, parsePart: typeof parseNot): MembershipRule {
  const parts = [parsePart(reader, depth)];
  while (reader.takesOperator(kind)) parts.push(parsePart(reader, depth));
  return { kind, parts };
}

function parseNot(reader: Reader, depth: number): MembershipRule {
  if (depth > DEEPEST) return reader.fail("nested too deep");
  if (reader.takesOperator("not")) return { kind: "not", part: parseNot(reader, depth + 1) };
  if (!reader.takesSymbol("(")) return parseComparison(reader);
  const inner = parseOr(reader, depth + 1);
  if (!reader.takesSymbol(")")) reader.fail("expected `)`");
  return inner;
}

function parseComparison(reader: Reader): Comparison {
  const [subject, operator] = [reader.take(), reader.take()];
  if (subject.kind !== "word" || subject.hyphen || !subject.word.startsWith("user.") || operator.kind !== "word")
    return reader.fail("expected a property of users and an operator", subject);
  const property = rulePropertyNamed(subject.written.slice("user.".length));
  const value = operator.word === "any" || operator.word === "all" ? skipped(reader) : takenValue(reader);
  const test = value === undefined || !property.isLiteral ? undefined : testOf(operator.word, value);
  return { kind: "comparison", property, test };
}

function takenValue(reader: Reader): Operand {
  const token = reader.take();
  if (token.kind === "text") return { kind: "text", text: token.text };
  if (token.kind === "word" && !token.hyphen && token.word === "null") return { kind: "null" };
  if (token.kind === "word" && !token.hyphen && (token.word === "true" || token.word === "false"))
    return { kind: "boolean", value: token.word === "true" };
  if (token.kind !== "symbol" || token.symbol !== "[") return reader.fail("expected a value", token);
  const texts = [textOf(reader, reader.take())];
  while (reader.takesSymbol(",")) texts.push(textOf(reader, reader.take()));
  if (!reader.takesSymbol("]")) reader.fail("expected `]`");
  return { kind: "list", texts };
}

const textOf = (reader: Reader, token: Token): string =>
  token.kind === "text" ? token.text : reader.fail("expected a text", token);

/** What stands in brackets after `-any` or `-all`: about the items of a collection, which aren't compared here. */
function skipped(reader: Reader): undefined {
  if (!reader.takesSymbol("(")) reader.fail("expected `(`");
  for (let open = 1; open > 0; ) {
    if (reader.takesSymbol("(")) open++;
    else if (reader.takesSymbol(")")) open--;
    else if (reader.take().kind === "end") reader.fail("expected `)`");
  }
  return undefined;
}
