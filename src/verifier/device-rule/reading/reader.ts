import type { Token } from "./tokens";
import { Unreadable } from "./unreadable";

/** Walks through the tokens of a rule. */
export class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token {
    return this.#tokens[this.#at] ?? { kind: "end", offset: 0 };
  }

  take(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** Takes the next token if it is that symbol. */
  takesSymbol(symbol: string): boolean {
    const token = this.peek();
    return token.kind === "symbol" && token.symbol === symbol && this.#skip();
  }

  /** Takes the next token if it is that operator, with its hyphen or without. */
  takesOperator(word: string): boolean {
    const token = this.peek();
    return token.kind === "word" && token.word === word && this.#skip();
  }

  /** Gives up at the next token, or at `token`. */
  fail(message: string, token: Token = this.peek()): never {
    throw new Unreadable(token.offset, message);
  }

  #skip(): true {
    this.#at++;
    return true;
  }
}
