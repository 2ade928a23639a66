import { type RuleProperty, rulePropertyNamed } from "./properties";

/** The known value of a user's property; `null` for none. */
export type UserValue = string | boolean | null;

/** A comparison of a user's property with a literal. */
interface Comparison {
  readonly property: RuleProperty;
  readonly wanted: UserValue;
  readonly isNegated: boolean;
}

/** A membership rule. */
export interface MembershipRule {
  /** The properties that it reads. */
  readonly properties: readonly RuleProperty[];
  /** What must hold together; `undefined` is something that the pack doesn't read, and may hold or not. */
  readonly comparisons: readonly (Comparison | undefined)[];
}

/**
 * Reads a membership rule. The pack reads comparisons by `-eq` and `-ne` that `-and` joins, and no rule with other connectives.
 * @returns `undefined` for a rule about devices, which takes in nobody
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership (2024-12)
 */
export function readMembershipRule(text: string): MembershipRule | undefined {
  const names = [...text.matchAll(/user\.([a-z0-9_.]+)/gi)].map(([, name = ""]) => name);
  if (names.length === 0 && /\bdevice\./i.test(text)) return undefined;
  const properties = [...names, ...(/direct\s+reports/i.test(text) ? ["manager"] : [])].map(rulePropertyNamed);
  const parts = OTHER_CONNECTIVES.test(text) ? [text] : text.split(/[-–]?\band\b/i);
  return { properties, comparisons: parts.map(comparisonIn) };
}

/** Within a text in quotes, they aren't connectives. Such a rule isn't read either. */
const OTHER_CONNECTIVES = /\b(?:or|not|any|all)\b/i;

/** Some texts with backticks, doubled quotes or backslashes stand for quotes, so they aren't read. */
const COMPARISON =
  /^[\s(]*user\.(?<name>[\w.]+)\s+[-–]?(?<operator>eq|ne)\s+(?:(["'])(?<text>[^"'`\\]*)\3|(?<word>true|false|null))[\s)]*$/i;

function comparisonIn(part: string): Comparison | undefined {
  const { name, operator, text, word } = COMPARISON.exec(part)?.groups ?? {};
  if (name === undefined) return undefined;
  const wanted = text ?? (/null/i.test(String(word)) ? null : /true/i.test(String(word)));
  return { property: rulePropertyNamed(name), wanted, isNegated: /ne/i.test(String(operator)) };
}

/** Whether a user meets a rule; `undefined` if that is unknown. */
export function truthOf(
  { comparisons }: MembershipRule,
  read: (property: RuleProperty) => UserValue | undefined,
): boolean | undefined {
  const truths = comparisons.map((one) => {
    const isEqual = one && equal(read(one.property), one.wanted);
    return isEqual === undefined ? undefined : isEqual !== one?.isNegated;
  });
  return truths.includes(false) ? false : truths.includes(undefined) ? undefined : true;
}

/** No document says whether a missing value counts as false or as an empty text, nor whether spaces at the ends or accents count. */
function equal(value: UserValue | undefined, wanted: UserValue): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === null || wanted === null)
    return value === wanted || (wanted === false || wanted === "" ? undefined : false);
  if (typeof value !== typeof wanted) return undefined;
  if (String(value).toLowerCase() === String(wanted).toLowerCase()) return true;
  return [value, wanted].every((one) => PLAIN.test(String(one))) ? false : undefined;
}

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
