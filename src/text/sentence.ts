import { printable, shortenedTo } from "./printable";

/** `a`, `a or b`, `a, b or c`; `a, or b or c` if *b or c* is one of the words. */
export function listing(words: readonly string[], joint: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  const comma = joint === "or" && words.some((word) => word.includes(" or ")) ? "," : "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")}${comma} ${joint} ${last}`;
}

/** The first words, and how many more there are: `a`, `b`, `3 more`. */
export const someOf = (words: readonly string[], most: number): readonly string[] =>
  words.length > most ? [...words.slice(0, most), counted(words.length - most, "more", "more")] : words;

/** `a, b and 3 more`. */
export const listingSome = (words: readonly string[], most: number): string => listing(someOf(words, most), "and");

/** The start of a text that is longer than any name or sentence: the rest would only fill the page. */
export const bounded = (text: string): string => (text.length > 10_000 ? `${text.slice(0, 10_000)}…` : text);

/** A sentence as a heading, which has no full stop. */
export const withoutStop = (text: string): string => text.replace(/\.$/, "");

/** With a capital letter at the beginning, for a sentence or a heading. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `1 policy`, `2 policies`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** The length limit of names in Graph, so that no name is cut. */
const LONGEST_NAME = 256;

/** A foreign name for the middle of a sentence: in double quotes, safe for a terminal, and short. */
export const named = (name: string): string => `"${shortened(name)}"`;

/** Foreign text safe for a terminal, cut at the length limit of names. */
export const shortened = (text: string): string => shortenedTo(LONGEST_NAME, text);

/** A path for a message. An unset variable in a shell makes an empty path. */
export function fileName(path: string): string {
  if (path === "-") return "standard input";
  return path === "" ? "a file with an empty name" : printable(path);
}
