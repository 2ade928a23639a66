import type { NotUnderstood } from "../../model/truth";
import { wrongShape } from "./complaints";
import { isAbsent } from "./json";

/** The texts of a list, and what else was in it. */
export interface Texts {
  readonly field: string;
  readonly texts: readonly string[];
  readonly notUnderstood: readonly NotUnderstood[];
}

/** A list of texts. A missing list has none; a single text is not taken for a list. */
export function readTexts(value: unknown, field: string): Texts {
  if (isAbsent(value)) return { field, texts: [], notUnderstood: [] };
  if (!Array.isArray(value)) return { field, texts: [], notUnderstood: [wrongShape(field, value, "a list")] };
  const items: readonly unknown[] = value;
  return {
    field,
    texts: items.filter((item) => typeof item === "string"),
    notUnderstood: items.filter((item) => typeof item !== "string").map((item) => wrongShape(field, item, "text")),
  };
}

/** Graph writes a set of flags as one text with commas; a list of such texts is understood as well. */
export function readFlags(value: unknown, field: string): Texts {
  const { texts, notUnderstood } = readTexts(typeof value === "string" ? textAsList(value) : value, field);
  return { field, texts: texts.flatMap((text) => text.split(",")).map((flag) => flag.trim()), notUnderstood };
}

const textAsList = (text: string): readonly string[] => (text === "" ? [] : [text]);

export const saysNothing = ({ texts, notUnderstood }: Texts): boolean =>
  texts.length === 0 && notUnderstood.length === 0;
