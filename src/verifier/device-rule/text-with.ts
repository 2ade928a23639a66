import type { TextFact } from "./facts";
import { fold } from "./fold";
import { passes } from "./text-facts";

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
