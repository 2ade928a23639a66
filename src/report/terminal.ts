import { styleText } from "node:util";
import wrapAnsi from "wrap-ansi";
import { printable } from "../text/printable";

/** What a terminal can show: colours, and this many columns. */
export interface Terminal {
  readonly colour: boolean;
  readonly width: number;
}

/** A style of text on a terminal. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow";

/** Makes a function that styles text if the terminal takes colours. */
export const painter =
  ({ colour }: Pick<Terminal, "colour">) =>
  (style: Style, text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;

/** The least number of columns: fewer would break every word. */
const NARROWEST = 20;
/** Stands for a space that must not break a line. */
const JOINED = "\u00a0";

/**
 * Wraps a text between words, safe for a terminal. Text between backticks stays on one line, so that you can copy it.
 * @param lead the start of the first line. The other lines are indented by the same width.
 */
export function wrap(text: string, width: number, lead = ""): readonly string[] {
  const joined = printable(text).replaceAll(/`[^`]*`/g, (command) => command.replaceAll(" ", JOINED));
  const lines = wrapAnsi(joined, Math.max(NARROWEST, width - lead.length))
    .replaceAll(JOINED, " ")
    .split("\n");
  return lines.map((line, index) => (index === 0 ? lead : " ".repeat(lead.length)) + line);
}
