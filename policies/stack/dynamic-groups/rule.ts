import { Reader, type Rule, Unreadable } from "../../../src/law/device-filter/tokens";
import { type RuleProperty, rulePropertyNamed } from "./properties";

/** The known value of a user's property; `null` for none. */
export type UserValue = string | boolean | null;

/** One comparison of a user's property. */
interface Comparison {
  readonly kind: "comparison";
  readonly property: RuleProperty;
  /** Whether a value passes; `undefined` if that is unknown. */
  readonly test: (value: UserValue) => boolean | undefined;
}

/** A membership rule. */
export interface MembershipRule {
  /** The properties that it reads. */
  readonly properties: readonly RuleProperty[];
  /** `undefined` if the pack can't read the rule. */
  readonly condition: Rule<Comparison> | undefined;
}

/**
 * Reads a membership rule, whose language is that of device filters with more properties and operators.
 * @returns `undefined` for a rule about devices, which takes in nobody
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership (2024-12)
 */
export function readMembershipRule(text: string): MembershipRule | undefined {
  const names = [...text.matchAll(/user\.([a-z0-9_.]+)/gi)].map(([, name = ""]) => name);
  if (names.length === 0 && /\bdevice\./i.test(text)) return undefined;
  const properties = [...names, ...(/direct\s+reports/i.test(text) ? ["manager"] : [])].map(rulePropertyNamed);
  try {
    const reader = new Reader(text);
    return { properties, condition: reader.rule(() => comparisonIn(reader)) };
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    return { properties, condition: undefined };
  }
}

/** Whether a user's values meet a condition; `undefined` if that is unknown. */
export function truthOf(
  condition: Rule<Comparison>,
  read: (property: RuleProperty) => UserValue | undefined,
): boolean | undefined {
  if (condition.kind === "comparison") {
    const value = read(condition.property);
    return value === undefined ? undefined : condition.test(value);
  }
  if (condition.kind === "not") return negated(truthOf(condition.part, read));
  const truths = condition.parts.map((part) => truthOf(part, read));
  const decisive = condition.kind === "or";
  if (truths.includes(decisive)) return decisive;
  return truths.includes(undefined) ? undefined : !decisive;
}

const negated = (truth: boolean | undefined): boolean | undefined => (truth === undefined ? undefined : !truth);

function comparisonIn(reader: Reader): Comparison {
  const [subject, operator] = [reader.take(), reader.take()];
  if (subject.kind !== "word" || subject.hyphen || !subject.word.startsWith("user.") || operator.kind !== "word")
    return reader.fail("expected a property of users and an operator", subject);
  const property = rulePropertyNamed(subject.written.slice("user.".length));
  const isList = reader.peek().kind === "symbol";
  const wanted = isList ? reader.texts() : [operandIn(reader)];
  const [, isNegated, name = ""] = /^(not)?(.*)$/.exec(operator.word === "ne" ? "noteq" : operator.word) ?? [];
  const compare = OPERATORS.get(name);
  if (compare === undefined || isList !== (name === "in") || (compare !== same && typeof wanted[0] !== "string"))
    return reader.fail("an operator that the pack doesn't know", operator);
  return {
    kind: "comparison",
    property,
    test(value) {
      // For an empty property, the documentation defines `-eq` and `-ne`, and not the other negations.
      if (value === null && isNegated && operator.word !== "ne") return undefined;
      const truths = wanted.map((one) => compared(value, one, compare));
      const truth = truths.includes(true) || (truths.includes(undefined) ? undefined : false);
      return isNegated ? negated(truth) : truth;
    },
  };
}

function operandIn(reader: Reader): UserValue {
  const token = reader.take();
  if (token.kind === "text") return token.text;
  const word = token.kind === "word" && !token.hyphen ? token.word : "";
  if (word === "null") return null;
  return word === "true" || word === "false" ? word === "true" : reader.fail("expected a value", token);
}

type Compare = (value: string, wanted: string) => boolean;
const same: Compare = (value, wanted) => value === wanted;

const OPERATORS: ReadonlyMap<string, Compare> = new Map([
  ["eq", same],
  ["in", same],
  ["startswith", (value, wanted) => value.startsWith(wanted)],
  ["endswith", (value, wanted) => value.endsWith(wanted)],
  ["contains", (value, wanted) => value.includes(wanted)],
]);

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Letter case doesn't count. Whether spaces or accents count is undocumented, so the result is unknown then. */
function compared(value: UserValue, wanted: UserValue, compare: Compare): boolean | undefined {
  if (wanted === null) return value === null;
  // No document says whether a missing value counts as false, or as an empty text.
  if (value === null) return wanted === false || wanted === "" ? undefined : false;
  if (typeof value !== typeof wanted) return undefined;
  const [text, other] = [String(value), String(wanted)];
  if (compare(text.toLowerCase(), other.toLowerCase())) return true;
  return PLAIN.test(text) && PLAIN.test(other) ? false : undefined;
}
