// Control characters, invisible formatting (also right-to-left overrides), unusual line ends and halves of characters.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Foreign text made safe for a terminal: characters that could move the cursor, or colour or reorder a line, are spelled out. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) =>
    character === "\t" ? "\\t" : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Foreign text safe for a terminal, cut at this length. */
export function shortenedTo(longest: number, text: string): string {
  const characters = Array.from(text);
  return printable(characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text);
}

/** Foreign text for the middle of a message: in backticks, safe for a terminal, at most 60 characters. */
export const quoted = (text: string): string => `\`${shortenedTo(60, text)}\``;

/** Foreign text as one word of a shell command: in quotes if it needs them, and safe for a terminal. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${printable(text).replaceAll("'", "'\\''")}'`;

/** A value as JSON that is safe for a terminal. Such characters occur only in texts, so escaping them keeps the value. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value).replace(UNPRINTABLE, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
