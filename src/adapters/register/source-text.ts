import type { Place } from "./place";

/** A file's text with the offsets at which its lines start. */
export type SourceText = { readonly file: string; readonly text: string; readonly lineStarts: readonly number[] };

/** Cuts the text into lines once, so that an offset becomes line and column cheaply. */
export function sourceText(file: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/** The place of `[start, end)`, cut off at the end of its first line; offsets outside the text are moved into it. */
export function placeAt({ file, text, lineStarts }: SourceText, start: number, end: number): Place {
  const offset = Math.min(Math.max(0, start), Math.max(0, text.length));
  const index = lineIndex(lineStarts, offset);
  const lineStart = lineStarts[index] ?? 0;
  const line = text.slice(lineStart, lineStarts[index + 1] ?? text.length).replace(/\r?\n$/, "");
  const width = Math.max(1, Math.min(end, lineStart + line.length) - offset);
  return { file, line: index + 1, column: Math.min(offset - lineStart, line.length) + 1, width, text: line };
}

/** The last line that starts at or before the offset, by halving. */
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
