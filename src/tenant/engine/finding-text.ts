import type { Advice } from "../../law/model/finding";

/** What a policy pack reported, taken apart. */
export interface FindingText extends Advice {
  /** Lines between the message and the help, and what follows the help. */
  readonly related: readonly string[];
}

/** The engine's own marks for colours, where nobody has turned them into a terminal's: `<{%reset%}>`. */
const COLOUR_MARK = /<\{%[^%]*%\}>/g;

/**
 * Takes a report apart as this project's pack writes it: the first line says what is wrong, and one says `help:`. Of
 * another pack everything but the first line is evidence.
 * @param otherwise the help where the text has none
 */
export function findingText(text: string, otherwise: string): FindingText {
  const [message = "", ...rest] = text
    .replace(COLOUR_MARK, "")
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
  const help = rest.findIndex((line) => line.startsWith(HELP));
  return {
    message: message === "" ? "the rule says nothing" : message,
    related: rest.filter((_, index) => index !== help).map((line) => line.replace(/^ {2}/, "")),
    help: rest[help]?.slice(HELP.length) ?? otherwise,
  };
}

const HELP = "  help: ";
