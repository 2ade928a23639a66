import { CST, Lexer } from "yaml";

/** One word of a YAML file, as the lexer cuts it; `null` types are plain text. */
export type YamlWord = { readonly type: CST.TokenType | null; readonly start: number; readonly end: number };

const WITHOUT_WIDTH: readonly string[] = [CST.DOCUMENT, CST.FLOW_END, CST.SCALAR];

/** The words of a text in order. Takes time and memory in proportion to the text, whatever is in it. */
export function* yamlWords(text: string): Generator<YamlWord> {
  let start = 0;
  for (const word of new Lexer().lex(text)) {
    if (WITHOUT_WIDTH.includes(word)) continue;
    yield { type: CST.tokenType(word), start, end: start + word.length };
    start += word.length;
  }
}
