import { styleText } from "node:util";
import wrapAnsi from "wrap-ansi";

export interface Look {
  readonly colour: boolean;
  readonly width: number;
}

export type Style = "bold" | "dim" | "red" | "green" | "yellow";

/** Paints a text where colours are wanted. */
export const painter =
  ({ colour }: Pick<Look, "colour">) =>
  (style: Style, text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;

/** Fewer columns than these break every word. */
const NARROWEST = 20;
/** Stands for a space at which no line may break. */
const JOINED = "\u00a0";

/**
 * Breaks a text between words so that it fits. What stands between backticks stays in one piece: somebody copies it.
 * @param lead what stands in front of the first line; the other lines are indented as far
 */
export function wrap(text: string, width: number, lead = ""): readonly string[] {
  const joined = text.replaceAll(/`[^`]*`/g, (command) => command.replaceAll(" ", JOINED));
  const lines = wrapAnsi(joined, Math.max(NARROWEST, width - lead.length))
    .replaceAll(JOINED, " ")
    .split("\n");
  return lines.map((line, index) => (index === 0 ? lead : " ".repeat(lead.length)) + line);
}
