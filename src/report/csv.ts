import { printable } from "../text/printable";

/** Without this mark, Excel reads UTF-8 as the machine's old code page, and breaks every name with an accent. */
const BYTE_ORDER_MARK = "\ufeff";

/** Rows for a spreadsheet. The first row is the header. */
export const renderCsv = (rows: readonly (readonly string[])[]): string =>
  `${BYTE_ORDER_MARK}${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;

/** How a formula begins in a spreadsheet, including wide forms of its marks and leading spaces. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * A cell, in quotes if it needs them, also for programs that split at semicolons. A cell that a spreadsheet would take for a formula
 * gets an apostrophe in front. Control characters and invisible characters are spelled out.
 * @see RFC 4180; OWASP, "CSV Injection"
 */
export function cell(text: string): string {
  const harmless = FORMULA.test(text) || /^[\t\r\n]/.test(text) ? `'${printable(text)}` : printable(text);
  return /[",;]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
