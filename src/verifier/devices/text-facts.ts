import { passes } from "../../law/device-filter/evaluate";
import { type Fact, fold, type TextFact } from "../../law/device-filter/rule";

/** Whether the fact is about a text. */
export const isTextFact = (fact: Fact): fact is TextFact => "folded" in fact;

/** Whether every text that the first fact is true of has the other fact, too. */
export function implies(one: Fact, other: Fact): boolean {
  if (!isTextFact(one) || !isTextFact(other)) return false;
  if (one.kind === "equals") return passes(other, one.folded);
  if (other.kind === "contains") return one.folded.includes(other.folded);
  return one.kind === other.kind && passes(other, one.folded);
}

/** Whether no value has both facts. */
export function excludes(one: Fact, other: Fact): boolean {
  if (one.kind === "isNull" || other.kind === "isNull") return one.kind !== other.kind;
  if (!isTextFact(one) || !isTextFact(other)) return false;
  if (one.kind === "equals") return !passes(other, one.folded);
  if (other.kind === "equals") return !passes(one, other.folded);
  return one.kind === other.kind && one.kind !== "contains" && !implies(one, other) && !implies(other, one);
}

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
  return [...ordinary, ...isTrue.map(({ raw }) => raw), "other"].find(fits) ?? assembled(isTrue, isFalse);
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

/** A character that isn't in the folded text, from the hyphen on. */
function unusedIn(folded: string): string | undefined {
  const used = new Set(folded);
  for (let code = "-".charCodeAt(0); code < 0xd800; code++) {
    const character = fold(String.fromCharCode(code));
    if (!used.has(character)) return character;
  }
  return undefined;
}
