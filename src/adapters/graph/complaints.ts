import type { NotUnderstood } from "../../model/truth";
import { quoted } from "../register/printable";

const KINDS: Readonly<Record<string, string>> = { string: "text", number: "a number", boolean: "true or false" };

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (value === "") return "empty text";
  if (Array.isArray(value)) return "a list";
  return KINDS[typeof value] ?? "an object";
}

/**
 * What is wrong with a value of another shape than the one due.
 * JSON has no symbols: whoever reads a plan before deployment puts one where a value isn't known yet.
 */
export const misshapen = (value: unknown, due: string): string =>
  typeof value === "symbol" ? "known only after deployment" : `${kindOf(value)} where ${due} is due`;

export const wrongShape = (field: string, value: unknown, due: string): NotUnderstood => ({
  field,
  why: misshapen(value, due),
});

/** Long enough for any word of Graph's; what is quoted may be as long as its author likes. */
const LONGEST_QUOTE = 200;

export const unknownWord = (field: string, word: string, kind: string): NotUnderstood => ({
  field,
  why: `${quoted(word.slice(0, LONGEST_QUOTE))} is not a known ${kind}`,
});
