import { printable } from "./printable";

/** `a`, `a or b`, `a, b or c`. */
export function listing(words: readonly string[], joint: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${joint} ${last}`;
}

/** At most so many of the words, and then how many more there are: `a`, `b`, `3 more`. */
export const someOf = (words: readonly string[], most: number): readonly string[] =>
  words.length > most ? [...words.slice(0, most), counted(words.length - most, "more", "more")] : words;

/** `a, b and 3 more`. */
export const listingSome = (words: readonly string[], most: number): string => listing(someOf(words, most), "and");

/** As a sentence or a heading begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `1 policy`, `2 policies`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** As long as a name can be in Graph, so that none is cut. */
const LONGEST_NAME = 256;

/** A foreign name for the middle of a sentence: in double quotes, safe for a terminal, and short. */
export const named = (name: string): string => `"${shortened(name)}"`;

/** Foreign text safe for a terminal, at most as much of it as a name can have. */
export const shortened = (text: string): string => shortenedTo(LONGEST_NAME, text);

/** The same, at most so many characters of it. */
export function shortenedTo(longest: number, text: string): string {
  const characters = Array.from(text);
  return printable(characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text);
}

/** A path for a message. An empty one is what an unset variable leaves behind in a shell. */
export function fileName(path: string): string {
  if (path === "-") return "standard input";
  return path === "" ? "a file with an empty name" : printable(path);
}
