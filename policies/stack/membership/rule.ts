import { Reader, type Rule, Unreadable } from "../../../src/law/device-filter/tokens";
import { MANAGER, type RuleProperty, rulePropertyNamed } from "./rule-properties";

/** A membership rule; what isn't known of a user is a comparison without a test. */
export type MembershipRule = Rule<Comparison>;

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
    const reader = new Reader(text);
    return { kind: "read", rule: reader.rule(() => parseComparison(reader)) };
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
  const token = reader.peek();
  if (token.kind === "symbol") return { kind: "list", texts: reader.texts() };
  reader.take();
  if (token.kind === "text") return { kind: "text", text: token.text };
  if (token.kind === "word" && !token.hyphen && token.word === "null") return { kind: "null" };
  if (token.kind === "word" && !token.hyphen && (token.word === "true" || token.word === "false"))
    return { kind: "boolean", value: token.word === "true" };
  return reader.fail("expected a value", token);
}

/** What stands in brackets after `-any` or `-all`: about the items of a collection, which aren't compared here. */
function skipped(reader: Reader): undefined {
  if (!reader.takes("(")) reader.fail("expected `(`");
  for (let open = 1; open > 0; ) {
    if (reader.takes("(")) open++;
    else if (reader.takes(")")) open--;
    else if (reader.take().kind === "end") reader.fail("expected `)`");
  }
  return undefined;
}

/** What an operator compares with. */
export type Operand =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly texts: readonly string[] };

/** What a user has for a property: nothing, or a text or a truth that is known. */
export type UserValue = string | boolean | null;

/** Whether a value passes; `undefined` where nobody can tell. */
export type ValueTest = (value: UserValue) => boolean | undefined;

/** The test that an operator (in lower case, without hyphen) makes; `undefined` for one that isn't evaluated here. */
export function testOf(operator: string, operand: Operand): ValueTest | undefined {
  const [, not = "", plain = operator] = /^(not)?(in|startswith|endswith|contains)$/.exec(operator) ?? [];
  if (plain === "eq") return equals(operand);
  if (plain === "ne") return negated(equals(operand));
  const test = plain === "in" ? isIn(operand) : onText(plain, operand);
  // Of nothing at all the documentation says what `-ne` is, and of the other negations it doesn't.
  const opposite = negated(test);
  return not === "" ? test : opposite && ((value) => (value === null ? undefined : opposite(value)));
}

const negated = (test: ValueTest | undefined): ValueTest | undefined =>
  test &&
  ((value) => {
    const truth = test(value);
    return truth === undefined ? undefined : !truth;
  });

const ON_TEXT: { readonly [operator: string]: (value: string, wanted: string) => boolean } = {
  startswith: (value, wanted) => value.startsWith(wanted),
  endswith: (value, wanted) => value.endsWith(wanted),
  contains: (value, wanted) => value.includes(wanted),
};

function onText(operator: string, operand: Operand): ValueTest | undefined {
  const compare = Object.hasOwn(ON_TEXT, operator) ? ON_TEXT[operator] : undefined;
  if (compare === undefined || operand.kind !== "text") return undefined;
  return (value) => textTest(value, operand.text, compare);
}

function equals(operand: Operand): ValueTest | undefined {
  switch (operand.kind) {
    case "null":
      return (value) => value === null;
    case "boolean":
      return (value) => (typeof value === "string" ? undefined : value === operand.value);
    case "text":
      return (value) => textTest(value, operand.text, (one, other) => one === other);
    case "list":
      return undefined;
  }
}

function isIn(operand: Operand): ValueTest | undefined {
  if (operand.kind !== "list") return undefined;
  return (value) => {
    const truths = operand.texts.map((text) => textTest(value, text, (one, other) => one === other));
    if (truths.includes(true)) return true;
    return truths.includes(undefined) ? undefined : false;
  };
}

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Letter case doesn't count. What else may not count, such as space around it or an accent, nobody says: then it's unclear. */
function textTest(
  value: UserValue,
  wanted: string,
  compare: (value: string, wanted: string) => boolean,
): boolean | undefined {
  if (value === null) return wanted === "" ? undefined : false;
  const text = String(value);
  if (compare(text.toLowerCase(), wanted.toLowerCase())) return true;
  return PLAIN.test(text) && PLAIN.test(wanted) ? false : undefined;
}
