import type { NotUnderstood } from "../../model/truth";
import { unknownWord } from "./complaints";
import type { Texts } from "./texts";

/** The words of one of Graph's enumerations, by their lower case. */
export interface Vocabulary<Word extends string> {
  readonly kind: string;
  readonly words: ReadonlyMap<string, Word>;
}

export const vocabulary = <Word extends string>(kind: string, words: readonly Word[]): Vocabulary<Word> => ({
  kind,
  words: new Map(words.map((word) => [word.toLowerCase(), word])),
});

export interface Recognised<Word> {
  readonly words: ReadonlySet<Word>;
  readonly notUnderstood: readonly NotUnderstood[];
}

/** The words in a list, whatever their letter case, and the ones that the enumeration doesn't have. */
export function recognise<Word extends string>(list: Texts, { kind, words }: Vocabulary<Word>): Recognised<Word> {
  const found = new Set<Word>();
  const notUnderstood = [...list.notUnderstood];
  for (const text of list.texts) {
    const word = words.get(text.toLowerCase());
    if (word === undefined) notUnderstood.push(unknownWord(list.field, text, kind));
    else found.add(word);
  }
  return { words: found, notUnderstood };
}

/** The words without one that has a meaning of its own, such as `all`. */
export const without = <Word, Special extends Word>(
  words: ReadonlySet<Word>,
  special: Special,
): ReadonlySet<Exclude<Word, Special>> =>
  new Set([...words].filter((word): word is Exclude<Word, Special> => word !== special));
