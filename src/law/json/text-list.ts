import type { NotUnderstood } from "../model/truth";
import { asList, isAbsent } from "./json-object";
import { unknownWord, wrongShape } from "./not-understood";

/** The texts of a list, and its other items. */
export interface TextList {
  readonly field: string;
  readonly texts: readonly string[];
  readonly notUnderstood: readonly NotUnderstood[];
}

/** Reads a list of texts. A missing list is empty. A single text isn't a list. */
export function readTexts(value: unknown, field: string): TextList {
  const items = isAbsent(value) ? [] : asList(value);
  if (items === undefined) return { field, texts: [], notUnderstood: [wrongShape(field, value, "a list")] };
  const odd = items.filter((item) => typeof item !== "string").map((item) => wrongShape(field, item, "text"));
  return { field, texts: items.filter((item) => typeof item === "string"), notUnderstood: odd };
}

/** Reads flags, which Graph writes as one text with commas. A list of such texts is read too. */
export function readFlags(value: unknown, field: string): TextList {
  const list = typeof value === "string" ? [value].filter((text) => text !== "") : value;
  const { texts, notUnderstood } = readTexts(list, field);
  return { field, texts: texts.flatMap((text) => text.split(",")).map((flag) => flag.trim()), notUnderstood };
}

/** True iff the list is missing or empty. */
export const isEmptyList = ({ texts, notUnderstood }: TextList): boolean =>
  texts.length === 0 && notUnderstood.length === 0;

/** The words of a list that an enumeration has, and the other items of the list. */
export interface Recognised<Word> {
  readonly words: ReadonlySet<Word>;
  readonly notUnderstood: readonly NotUnderstood[];
}

/** The word of an enumeration that a text is, in any letter case. */
export const wordIn = <Word extends string>(known: readonly Word[], text: string): Word | undefined =>
  known.find((word) => word.toLowerCase() === text.toLowerCase());

/** Looks up each text of the list in an enumeration. @param kind what messages call one of its words, such as `platform` */
export function recognise<Word extends string>(list: TextList, kind: string, known: readonly Word[]): Recognised<Word> {
  const found = new Set<Word>();
  const notUnderstood = [...list.notUnderstood];
  for (const text of list.texts) {
    const word = wordIn(known, text);
    if (word === undefined) notUnderstood.push(unknownWord(list.field, text, kind));
    else found.add(word);
  }
  return { words: found, notUnderstood };
}
