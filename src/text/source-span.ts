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

const LONGEST_LINE = 100;

/** The quoted line and the line with the caret, safe for a terminal; empty if there is no line to quote. */
export function renderExcerpt({ line, column, width, text }: SourceSpan): readonly string[] {
  if (text === undefined || text.trim() === "") return [];
  const window = windowAround(text, column - 1, width);
  const gutter = String(line);
  return [
    `  ${gutter} | ${window.before}${window.marked}${window.after}`,
    `  ${" ".repeat(gutter.length)} | ${" ".repeat(lengthOf(window.before))}${"^".repeat(Math.max(1, lengthOf(window.marked)))}`,
  ];
}

/** The part of a long line around the span, cut at whole characters. */
function windowAround(text: string, start: number, width: number) {
  const before = Array.from(text.slice(0, start));
  const marked = Array.from(text.slice(start, start + width)).slice(0, LONGEST_LINE - 20);
  const roomBefore = Math.max(20, LONGEST_LINE - marked.length - (text.length - start - width));
  const lead = before.length > roomBefore ? ["…", ...before.slice(1 - roomBefore)] : before;
  const rest = Array.from(text.slice(start + marked.join("").length));
  const room = Math.max(0, LONGEST_LINE - lead.length - marked.length);
  const tail = rest.length > room ? [...rest.slice(0, Math.max(0, room - 1)), "…"] : rest;
  return { before: printable(lead.join("")), marked: printable(marked.join("")), after: printable(tail.join("")) };
}

const lengthOf = (text: string): number => Array.from(text).length;

/** A file's text with the offsets of its lines. */
export type SourceText = { readonly file: string; readonly text: string; readonly lineStarts: readonly number[] };

/** Finds the lines of a text once, so that offsets are cheap to turn into lines and columns. */
export function sourceText(file: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/**
 * The span from `start` up to, but without, `end`, both in UTF-16 units. It ends at the end of its first line. Offsets outside the text
 * are moved into it.
 */
export function spanAt({ file, text, lineStarts }: SourceText, start: number, end: number): SourceSpan {
  const offset = Math.min(Math.max(0, start), Math.max(0, text.length));
  const index = lineIndex(lineStarts, offset);
  const lineStart = lineStarts[index] ?? 0;
  const line = text.slice(lineStart, lineStarts[index + 1] ?? text.length).replace(/\r?\n$/, "");
  const width = Math.max(1, Math.min(end, lineStart + line.length) - offset);
  return {
    kind: "source",
    file,
    line: index + 1,
    column: Math.min(offset - lineStart, line.length) + 1,
    width,
    text: line,
  };
}

/** The last line that starts at or before the offset, by binary search. */
function lineIndex(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
