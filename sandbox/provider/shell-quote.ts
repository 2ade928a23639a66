/** A text as one word of a POSIX shell, whatever it holds. */
export const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
