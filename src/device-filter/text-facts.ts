import { fold } from "./evaluate";
import type { TextFact } from "./facts";

/** Whether a text of that folded form passes. */
export function passes(fact: TextFact, folded: string): boolean {
  switch (fact.kind) {
    case "equals":
      return folded === fact.folded;
    case "startsWith":
      return folded.startsWith(fact.folded);
    case "endsWith":
      return folded.endsWith(fact.folded);
    case "contains":
      return folded.includes(fact.folded);
  }
}

/** Whether every text that passes the one passes the other. */
export function implies(one: TextFact, other: TextFact): boolean {
  if (one.kind === "equals") return passes(other, one.folded);
  if (other.kind === "contains") return one.folded.includes(other.folded);
  return isEmpty(other) || (one.kind === other.kind && passes(other, one.folded));
}

/** Whether no text passes both. */
export function excludes(one: TextFact, other: TextFact): boolean {
  if (one.kind === "equals") return !passes(other, one.folded);
  if (other.kind === "equals") return !passes(one, other.folded);
  return one.kind === other.kind && one.kind !== "contains" && !implies(one, other) && !implies(other, one);
}

/** Whether every text passes. */
export const isEmpty = (fact: TextFact): boolean => fact.kind !== "equals" && fact.folded === "";

/**
 * A text that passes all of `so` and none of `notSo`, one of `ordinary` if possible, or `undefined` if every character is
 * used up. There is one whenever no two of the facts clash.
 */
export function textWith(
  so: readonly TextFact[],
  notSo: readonly TextFact[],
  ordinary: readonly string[],
): string | undefined {
  const fits = (text: string): boolean => {
    const folded = fold(text);
    return so.every((fact) => passes(fact, folded)) && !notSo.some((fact) => passes(fact, folded));
  };
  return (
    [...ordinary, ...so.map(({ raw }) => raw).filter((raw) => raw !== ""), "other", ""].find(fits) ??
    assembled(so, notSo)
  );
}

/** The longest beginning, every part and the longest ending, kept apart so that nothing arises where they meet. */
function assembled(so: readonly TextFact[], notSo: readonly TextFact[]): string | undefined {
  const separator = unusedIn([...so, ...notSo].map(({ folded }) => folded).join(""));
  if (separator === undefined) return undefined;
  const parts = so.filter(({ kind }) => kind === "contains").map(({ raw }) => raw);
  return [longest(so, "startsWith"), ...parts, longest(so, "endsWith")].join(separator);
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
