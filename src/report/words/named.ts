import { printable } from "../../adapters/register";

const LONGEST = 60;

/** A foreign name for the middle of a sentence: in double quotes, safe for a terminal, and short. */
export const named = (name: string): string => `"${shortened(name)}"`;

/** Foreign text safe for a terminal, and short. */
export function shortened(text: string): string {
  const characters = Array.from(text);
  return printable(characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : text);
}
