import { nearestWord } from "../../src/text/nearest-word";
import { quoted } from "../../src/text/printable";

/** The word that was probably meant, or all that there are, as the end of a sentence. */
export function didYouMean(typed: string, words: readonly string[]): string {
  const meant = nearestWord(typed, words);
  return meant === undefined ? `; known: ${words.join(", ")}` : `; did you mean ${quoted(meant)}?`;
}
