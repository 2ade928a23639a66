import { Reader, type Rule, Unreadable } from "../../../src/law/device-filter/tokens";
import { MANAGER, type RuleProperty, rulePropertyNamed } from "./properties";

/** A membership rule that was read. */
export type MembershipRule = Rule<RuleTest>;

/** One comparison of a user's property. */
export interface RuleTest {
  readonly kind: "comparison";
  readonly property: RuleProperty;
  /** `undefined` if the pack can't evaluate it: a regular expression, a date, a collection. */
  readonly test: ValueTest | undefined;
}

/** A rule: read; about devices, so that it takes in nobody; or not understood, apart from the properties that it names. */
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

function comparisonIn(reader: Reader): RuleTest {
  const [subject, operator] = [reader.take(), reader.take()];
  if (subject.kind !== "word" || subject.hyphen || !subject.word.startsWith("user.") || operator.kind !== "word")
    return reader.fail("expected a property of users and an operator", subject);
  const property = rulePropertyNamed(subject.written.slice("user.".length));
  const isOfItems = operator.word === "any" || operator.word === "all";
  const operand = isOfItems ? skipped(reader) : operandIn(reader);
  // No item of an empty collection matches. Whether all match isn't documented.
  const ofItems = operator.word === "any" ? () => false : undefined;
  const test = operand === undefined ? ofItems : testOf(operator.word, operand);
  return { kind: "comparison", property, test: test && (property.isLiteral && !isOfItems ? test : ofNone(test)) };
}

/** The test where only the absence of a value can be compared. */
const ofNone =
  (test: ValueTest): ValueTest =>
  (value) =>
    value === null ? test(value) : undefined;

function operandIn(reader: Reader): Operand {
  const token = reader.peek();
  if (token.kind === "symbol") return reader.texts();
  reader.take();
  if (token.kind === "text") return token.text;
  const word = token.kind === "word" && !token.hyphen ? token.word : "";
  if (word === "null") return null;
  return word === "true" || word === "false" ? word === "true" : reader.fail("expected a value", token);
}

/** Skips the brackets after `-any` or `-all`: the pack doesn't compare the items of collections. */
function skipped(reader: Reader): undefined {
  if (!reader.takes("(")) reader.fail("expected `(`");
  for (let open = 1; open > 0; ) {
    if (reader.takes("(")) open++;
    else if (reader.takes(")")) open--;
    else if (reader.take().kind === "end") reader.fail("expected `)`");
  }
  return undefined;
}

/** The right side of a comparison. */
type Operand = null | boolean | string | readonly string[];

/** The known value of a user's property; `null` for none. */
export type UserValue = string | boolean | null;

/** Stands for the id of a new account. It is none of the ids that a rule has, but may have any part. */
export const NEW_ID = "an id";

/** Whether a value passes a comparison; `undefined` if that is unknown. */
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

/** The test of an operator (in lower case, without hyphen); `undefined` if the pack can't evaluate it. */
function testOf(operator: string, operand: Operand): ValueTest | undefined {
  const negated = operator === "ne" ? "eq" : /^not(in|startswith|endswith|contains)$/.exec(operator)?.[1];
  const plain = negated ?? operator;
  const compare = OPERATORS.get(plain);
  const isList = typeof operand === "object" && operand !== null;
  if (compare === undefined || isList !== (plain === "in")) return undefined;
  if (plain !== "eq" && !isList && typeof operand !== "string") return undefined;
  return (value) => {
    // For an empty property, the documentation defines `-ne`, and not the other negations.
    if (value === null && negated !== undefined && operator !== "ne") return undefined;
    const truths = (isList ? operand : [operand]).map((wanted) => compared(value, wanted, compare));
    const truth = truths.includes(true) || (truths.includes(undefined) ? undefined : false);
    return negated === undefined || truth === undefined ? truth : !truth;
  };
}

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Letter case doesn't count. Whether spaces or accents count is undocumented, so the result is unknown then. */
function compared(value: UserValue, wanted: UserValue, compare: Compare): boolean | undefined {
  if (wanted === null) return value === null;
  // No document says whether a missing value counts as false.
  if (value === null && wanted === false) return undefined;
  if (typeof wanted === "boolean") return typeof value === "string" ? undefined : value === wanted;
  if (value === null) return wanted === "" ? undefined : false;
  if (value === NEW_ID && compare !== same) return undefined;
  const text = String(value);
  if (compare(text.toLowerCase(), wanted.toLowerCase())) return true;
  return PLAIN.test(text) && PLAIN.test(wanted) ? false : undefined;
}
