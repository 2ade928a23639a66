import { quoted } from "../../adapters/register";

/** What a parser of the JSON library complains about, in plain words. `offset` counts bytes from the start. */
export interface JsonComplaint {
  readonly offset: number;
  readonly problem: string;
}

const ENDED = "the JSON has ended, and something follows";

/** The state of the token parser says what should have come. */
const EXPECTED: { readonly [state: string]: string } = {
  ENDED,
  VALUE: "a value should be here",
  KEY: "a property name in double quotes should be here (is there a comma too many?)",
  COLON: "a `:` should be here",
  COMMA: "a `,` or the closing bracket should be here",
};

/** The state of the tokenizer says what it was in the middle of. */
const IN_THE_MIDDLE: { readonly [state: string]: string } = {
  STRING_DEFAULT: "a control character inside a text; write it as an escape",
  STRING_AFTER_BACKSLASH: "an escape that JSON doesn't have",
  ENDED,
};

/**
 * @param error what the library threw
 * @param tokenAt where the last token started
 * @param skipped bytes in front that the library wasn't given
 */
export function explainJsonError(error: unknown, tokenAt: number, skipped: number): JsonComplaint {
  const message = error instanceof Error ? error.message : String(error);
  const state = /in state (\w+)/.exec(message)?.[1] ?? "";
  const character = /^Unexpected "(.*)" at chunk.*absolute position "(\d+)"/su.exec(message);
  if (character !== null) {
    const [, text = "", at = "0"] = character;
    return { offset: Number(at) + skipped, problem: IN_THE_MIDDLE[state] ?? `unexpected ${quoted(text)}` };
  }
  if (error instanceof TypeError) return { offset: tokenAt, problem: "after this, there is a byte that is not UTF-8" };
  return { offset: tokenAt, problem: EXPECTED[state] ?? `this is no JSON: ${message}` };
}
