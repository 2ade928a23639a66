import type { IsoDate } from "../../text/iso-date";

/** How a report is to look. */
export interface ReportOptions {
  readonly colour: boolean;
  /** Columns to fit into. */
  readonly width: number;
  /** Print the request for Microsoft's What If with each bypass. */
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
  /** Paragraphs of which the first one has the label. */
  entries(label: string, texts: readonly string[]): readonly string[];
  /** A point of a list. */
  point(text: string): readonly string[];
}

const MARGIN = 6;

/** @param width columns of the terminal */
export function penFor({ colour, width }: Pick<ReportOptions, "colour" | "width">): Pen {
  const paint = paintOf(colour);
  const entry = (label: string, text: string): readonly string[] =>
    wrap(text, width, `  ${label.padEnd(MARGIN)}`).map((line, index) =>
      index === 0 ? line.replace(label, () => paint.bold(label)) : line,
    );
  return {
    paint,
    width,
    heading: (text) => [paint.bold(text)],
    entry,
    entries: (label, texts) => texts.flatMap((text, index) => entry(index === 0 ? label : "", text)),
    point: (text) => wrap(text, width, "  - "),
  };
}

/** Colours and weights of a terminal, or none. */
export type Paint = { readonly [Style in keyof typeof CODES]: (text: string) => string };

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] } as const;

const styled =
  ([on, off]: readonly [number, number]) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

const plain = (text: string): string => text;

/** Colours of a terminal, or texts as they are. */
export const paintOf = (colour: boolean): Paint =>
  colour
    ? {
        bold: styled(CODES.bold),
        dim: styled(CODES.dim),
        red: styled(CODES.red),
        green: styled(CODES.green),
        yellow: styled(CODES.yellow),
      }
    : { bold: plain, dim: plain, red: plain, green: plain, yellow: plain };

/**
 * Breaks a text between words so that it fits.
 * @param lead what stands in front of the first line; the other lines are indented as far
 */
export function wrap(text: string, width: number, lead = ""): readonly string[] {
  const indent = " ".repeat(lead.length);
  const room = Math.max(20, width - lead.length);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((content, index) => (index === 0 ? lead : indent) + content);
}

/** Stands for a space at which no line may break. */
const JOINED = "\u00a0";

/** The same, with what stands between backticks in one piece: a command that somebody copies. */
export const wrapAroundCommands = (text: string, width: number, lead = ""): readonly string[] =>
  wrap(
    text.replaceAll(/`[^`]*`/g, (command) => command.replaceAll(" ", JOINED)),
    width,
    lead,
  ).map((line) => line.replaceAll(JOINED, " "));
