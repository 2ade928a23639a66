import { printable } from "../text/printable";

/** Without it Excel takes UTF-8 for the machine's old code page, and spoils every name that has an accent. */
const BYTE_ORDER_MARK = "\ufeff";

/** Rows for a spreadsheet, the first of them the header. */
export const renderCsv = (rows: readonly (readonly string[])[]): string =>
  `${BYTE_ORDER_MARK}${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;

/** How a spreadsheet's formula begins, wide forms of its marks and spaces before it included. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * A cell in quotes where it needs them, also for programs that split at semicolons. One that a spreadsheet would take for a
 * formula begins with an apostrophe; what moves a cursor or isn't seen is spelt out.
 * @see RFC 4180; OWASP, "CSV Injection"
 */
export function cell(text: string): string {
  const harmless = FORMULA.test(text) || /^[\t\r\n]/.test(text) ? `'${printable(text)}` : printable(text);
  return /[",;]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
