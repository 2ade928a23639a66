import type { IsoDate } from "../../adapters/register";
import { type Paint, paintOf } from "./paint";
import { wrap } from "./wrap";

/** How a report is to look. */
export interface Look {
  readonly colour: boolean;
  /** Columns to fit into. */
  readonly width: number;
  /** Print the request for Microsoft's What If with each way in. */
  readonly whatIf: boolean;
  /** The day in question, when it isn't today. */
  readonly otherDay: IsoDate | undefined;
}

/** Paints and breaks lines. */
export interface Pen {
  readonly paint: Paint;
  readonly width: number;
  heading(text: string): readonly string[];
  /** A paragraph behind a label in the margin. */
  entry(label: string, text: string): readonly string[];
  /** A point of a list. */
  point(text: string): readonly string[];
}

const MARGIN = 6;

export function penFor({ colour, width }: Pick<Look, "colour" | "width">): Pen {
  const paint = paintOf(colour);
  return {
    paint,
    width,
    heading: (text) => [paint.bold(text)],
    entry: (label, text) =>
      wrap(text, width, `  ${label.padEnd(MARGIN)}`).map((line, index) =>
        index === 0 ? line.replace(label, () => paint.bold(label)) : line,
      ),
    point: (text) => wrap(text, width, "  - "),
  };
}
