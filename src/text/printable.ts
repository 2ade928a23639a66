// Controls, invisible formatting (right-to-left overrides too), odd line ends and half characters.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Foreign text made safe for a terminal: whatever could move the cursor, colour or reorder a line is spelt out. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) =>
    character === "\t" ? "\\t" : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Foreign text for the middle of a message: in backticks, safe for a terminal, and at most 60 characters of it. */
export function quoted(text: string): string {
  const characters = Array.from(text);
  return `\`${printable(characters.length > 60 ? `${characters.slice(0, 59).join("")}…` : text)}\``;
}

/** What `JSON.stringify` leaves as it is and a terminal may obey: DEL and C1, invisible formatting, odd line ends. */
const UNPRINTABLE_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A value as JSON that is safe for a terminal and says the same: such characters only occur in texts, and are escaped there. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value).replace(UNPRINTABLE_IN_JSON, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
