import { Reader, type Rule, Unreadable } from "../../../src/law/device-filter/tokens";
import { MANAGER, type RuleProperty, rulePropertyNamed } from "./properties";

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
  if (manager !== undefined) {
    const property = rulePropertyNamed(MANAGER);
    return { kind: "read", rule: { kind: "comparison", property, test: testOf("eq", manager) } };
  }
  if (/\bdevice\./i.test(text) && !/\buser\./i.test(text)) return { kind: "devices" };
  try {
    const reader = new Reader(text);
    return { kind: "read", rule: reader.rule(() => comparisonIn(reader)) };
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    const names = [...text.matchAll(/user\.([a-z0-9_]+)/gi)].map(([, name = ""]) => name);
    const all = /direct\s+reports/i.test(text) ? [...names, MANAGER] : names;
    return { kind: "notUnderstood", properties: all.map(rulePropertyNamed) };
  }
}

function comparisonIn(reader: Reader): Comparison {
  const [subject, operator] = [reader.take(), reader.take()];
  if (subject.kind !== "word" || subject.hyphen || !subject.word.startsWith("user.") || operator.kind !== "word")
    return reader.fail("expected a property of users and an operator", subject);
  const property = rulePropertyNamed(subject.written.slice("user.".length));
  const operand = operator.word === "any" || operator.word === "all" ? skipped(reader) : operandIn(reader);
  const test = operand === undefined || !property.isLiteral ? undefined : testOf(operator.word, operand);
  return { kind: "comparison", property, test };
}

function operandIn(reader: Reader): Operand {
  const token = reader.peek();
  if (token.kind === "symbol") return reader.texts();
  reader.take();
  if (token.kind === "text") return token.text;
  const word = token.kind === "word" && !token.hyphen ? token.word : "";
  if (word === "null") return null;
  return word === "true" || word === "false" ? word === "true" : reader.fail("expected a value", token);
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
type Operand = null | boolean | string | readonly string[];

/** What a user has for a property: nothing, or a text or a truth that is known. */
export type UserValue = string | boolean | null;

/** Whether a value passes; `undefined` where nobody can tell. */
export type ValueTest = (value: UserValue) => boolean | undefined;

type Compare = (value: string, wanted: string) => boolean;
const same: Compare = (value, wanted) => value === wanted;

const OPERATORS: ReadonlyMap<string, Compare> = new Map([
  ["eq", same],
  ["in", same],
  ["startswith", (value, wanted) => value.startsWith(wanted)],
  ["endswith", (value, wanted) => value.endsWith(wanted)],
  ["contains", (value, wanted) => value.includes(wanted)],
]);

/** The test that an operator (in lower case, without hyphen) makes; `undefined` for one that isn't evaluated here. */
function testOf(operator: string, operand: Operand): ValueTest | undefined {
  const negated = operator === "ne" ? "eq" : /^not(in|startswith|endswith|contains)$/.exec(operator)?.[1];
  const plain = negated ?? operator;
  const compare = OPERATORS.get(plain);
  const isList = typeof operand === "object" && operand !== null;
  if (compare === undefined || isList !== (plain === "in")) return undefined;
  if (plain !== "eq" && !isList && typeof operand !== "string") return undefined;
  return (value) => {
    // Of nothing at all the documentation says what `-ne` is, and of the other negations it doesn't.
    if (value === null && negated !== undefined && operator !== "ne") return undefined;
    const truths = (isList ? operand : [operand]).map((wanted) => compared(value, wanted, compare));
    const truth = truths.includes(true) || (truths.includes(undefined) ? undefined : false);
    return negated === undefined || truth === undefined ? truth : !truth;
  };
}

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Letter case doesn't count. What else may not count, such as space around it or an accent, nobody says: then it's unclear. */
function compared(value: UserValue, wanted: UserValue, compare: Compare): boolean | undefined {
  if (wanted === null) return value === null;
  if (typeof wanted === "boolean") return typeof value === "string" ? undefined : value === wanted;
  if (value === null) return wanted === "" ? undefined : false;
  const text = String(value);
  if (compare(text.toLowerCase(), wanted.toLowerCase())) return true;
  return PLAIN.test(text) && PLAIN.test(wanted) ? false : undefined;
}
