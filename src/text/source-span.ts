import { printable } from "./printable";

/** A part of one line in a file. Lines and columns start at 1. A column is a UTF-16 unit, as in editors. */
export type SourceSpan = {
  readonly kind: "source";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many UTF-16 units the caret underlines, at least 1. */
  readonly width: number;
  /** The whole line; `undefined` if there is no file to quote. */
  readonly text: string | undefined;
};

/** The start of a file that can't be quoted. */
export const startOf = (file: string): SourceSpan => ({
  kind: "source",
  file,
  line: 1,
  column: 1,
  width: 1,
  text: undefined,
});

/** A longer line would fill the terminal. */
const LONGEST_LINE = 200;

/** The quoted line and the line with the caret, safe for a terminal; empty if the line is long, blank or not known. */
export function renderExcerpt({ line, column, width, text = "" }: SourceSpan): readonly string[] {
  if (text.trim() === "" || text.length > LONGEST_LINE) return [];
  const before = lengthOf(text.slice(0, column - 1));
  const marked = lengthOf(text.slice(column - 1, column - 1 + width));
  return [
    `  ${line} | ${printable(text)}`,
    `  ${" ".repeat(String(line).length)} | ${" ".repeat(before)}${"^".repeat(Math.max(1, marked))}`,
  ];
}

const lengthOf = (text: string): number => Array.from(printable(text)).length;

/** A file's text with the offsets of its lines. */
export type SourceText = { readonly file: string; readonly text: string; readonly lineStarts: readonly number[] };

/** Finds the lines of a text once, for all places in it. */
export const sourceText = (file: string, text: string): SourceText => ({
  file,
  text,
  lineStarts: [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)],
});

/** The span from `start` up to, but without, `end`, both in UTF-16 units. It ends at the end of its first line. */
export function spanAt({ file, text, lineStarts }: SourceText, start: number, end: number): SourceSpan {
  const index = lineStarts.findLastIndex((one) => one <= start);
  const lineStart = lineStarts[index] ?? 0;
  const line = text.slice(lineStart, lineStarts[index + 1]).replace(/\r?\n$/, "");
  const column = Math.min(start - lineStart, line.length) + 1;
  const width = Math.max(1, Math.min(end - start, line.length + 1 - column));
  return { kind: "source", file, line: index + 1, column, width, text: line };
}
