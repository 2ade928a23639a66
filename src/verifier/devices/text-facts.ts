import type { AttributeValue } from "../../law/device-filter/device";
import { COMPARES, fold } from "../../law/device-filter/evaluate";

/** True iff the attribute has a value and the value compares so. `raw` keeps the rule's letter case for people to read. */
export interface TextFact {
  readonly kind: keyof typeof COMPARES;
  readonly folded: string;
  readonly raw: string;
}

/** What can be true of an attribute. A null attribute has no fact except `isNull`. */
export type Fact =
  | { readonly kind: "isNull" }
  | { readonly kind: "isTrue" }
  | { readonly kind: "hasElement"; readonly folded: string; readonly raw: string }
  | TextFact;

/** Whether the fact is about a single text. */
export const isTextFact = (fact: Fact): fact is TextFact => "folded" in fact && fact.kind !== "hasElement";

/** Whether the fact is true of a text with that folded form. */
const passes = (fact: TextFact, folded: string): boolean => COMPARES[fact.kind](folded, fact.folded);

/** Whether the fact is true of an attribute with this value; `undefined` is null. */
export function isTrueOf(fact: Fact, value: AttributeValue | undefined): boolean {
  if (value === undefined || fact.kind === "isNull") return value === undefined && fact.kind === "isNull";
  if (fact.kind === "isTrue") return value === true;
  if (fact.kind === "hasElement")
    return typeof value === "object" && [...value].some((element) => fold(element) === fact.folded);
  return typeof value === "string" && passes(fact, fold(value));
}

/** Whether every text that the first fact is true of has the other fact, too. */
export function implies(one: Fact, other: Fact): boolean {
  if (!isTextFact(one) || !isTextFact(other)) return false;
  if (one.kind === "equals") return passes(other, one.folded);
  if (other.kind === "contains") return one.folded.includes(other.folded);
  return isEmpty(other) || (one.kind === other.kind && passes(other, one.folded));
}

/** Whether no value has both facts. */
export function excludes(one: Fact, other: Fact): boolean {
  if (one.kind === "isNull" || other.kind === "isNull") return one.kind !== other.kind;
  if (!isTextFact(one) || !isTextFact(other)) return false;
  if (one.kind === "equals") return !passes(other, one.folded);
  if (other.kind === "equals") return !passes(one, other.folded);
  return one.kind === other.kind && one.kind !== "contains" && !implies(one, other) && !implies(other, one);
}

/** Whether every attribute has one of the two: it is null, or it contains the empty text. */
export function areExhaustive(one: Fact, other: Fact): boolean {
  if (one.kind === "isNull") return isTextFact(other) && isEmpty(other);
  return other.kind === "isNull" && isTextFact(one) && isEmpty(one);
}

/** Whether the fact is true of every text. */
export const isEmpty = (fact: TextFact): boolean => fact.kind !== "equals" && fact.folded === "";

/**
 * A text that has all facts of `isTrue` and none of `isFalse`, one of `ordinary` if possible. There is one iff no two facts contradict
 * each other.
 * @returns `undefined` if the facts use every character, so that none is left to put between them
 */
export function textWith(
  isTrue: readonly TextFact[],
  isFalse: readonly TextFact[],
  ordinary: readonly string[],
): string | undefined {
  const fits = (text: string): boolean => {
    const folded = fold(text);
    return isTrue.every((fact) => passes(fact, folded)) && !isFalse.some((fact) => passes(fact, folded));
  };
  return (
    [...ordinary, ...isTrue.map(({ raw }) => raw).filter((raw) => raw !== ""), "other", ""].find(fits) ??
    assembled(isTrue, isFalse)
  );
}

/** The longest beginning, every part and the longest ending, kept apart so that nothing arises where they meet. */
function assembled(isTrue: readonly TextFact[], isFalse: readonly TextFact[]): string | undefined {
  const separator = unusedIn([...isTrue, ...isFalse].map(({ folded }) => folded).join(""));
  if (separator === undefined) return undefined;
  const parts = isTrue.filter(({ kind }) => kind === "contains").map(({ raw }) => raw);
  return [longest(isTrue, "startsWith"), ...parts, longest(isTrue, "endsWith")].join(separator);
}

function longest(facts: readonly TextFact[], kind: TextFact["kind"]): string {
  const texts = facts.filter((fact) => fact.kind === kind).map(({ raw }) => raw);
  return texts.reduce((best, text) => (text.length > best.length ? text : best), "");
}

const PLAIN = "-_. 0123456789abcdefghijklmnopqrstuvwxyz";

/** A character that isn't in the folded text, a plain one if possible. */
function unusedIn(folded: string): string | undefined {
  const used = new Set(folded);
  const plain = [...PLAIN].find((character) => !used.has(character));
  if (plain !== undefined) return plain;
  for (let code = 0xa1; code < 0xd800; code++) {
    const character = fold(String.fromCharCode(code));
    if (!used.has(character)) return character;
  }
  return undefined;
}
