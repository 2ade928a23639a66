/** Walks through the tokens of a rule, and gives up by throwing `Unreadable`. */
export class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The next token, without taking it; the end for ever after the last one. */
  peek(): Token {
    return this.#tokens[this.#at] ?? { kind: "end", offset: 0 };
  }

  /** The next token, taken. */
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

/**
 * A piece of a rule. `word` is in lower case, as `written` may not be; `hyphen` tells `-eq` from `eq`; `text` is what a
 * quoted value stands for.
 */
export type Token = { readonly offset: number } & (
  | { readonly kind: "word"; readonly word: string; readonly written: string; readonly hyphen: boolean }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "symbol"; readonly symbol: string }
  | { readonly kind: "end" }
);

/** White space, then a word, an opening quote or a symbol. Microsoft's own examples print some hyphens as en dashes. */
const NEXT = /\s*(?:(?<hyphen>[-–]?)(?<word>[a-z_][\w.]*)|(?<quote>["'])|(?<symbol>[()[\],]))/iy;

/** Cuts a rule into tokens, the last of them the end. @throws Unreadable at what can't be one */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; text.slice(at).trim() !== ""; ) {
    NEXT.lastIndex = at;
    const match = NEXT.exec(text);
    const { hyphen, word, quote, symbol } = match?.groups ?? {};
    const offset = at + leadingSpace(text.slice(at));
    at = NEXT.lastIndex;
    if (word !== undefined) tokens.push(wordOf(word, hyphen !== "", offset));
    else if (symbol !== undefined) tokens.push({ kind: "symbol", symbol, offset });
    else if (quote !== undefined) {
      const quoted = quotedAt(text, offset);
      tokens.push({ kind: "text", text: quoted.text, offset });
      at = quoted.end;
    } else throw new Unreadable(offset, `unexpected ${characterName(text[offset] ?? "")}`);
  }
  return [...tokens, { kind: "end", offset: text.length }];
}

const wordOf = (written: string, hyphen: boolean, offset: number): Token => ({
  kind: "word",
  word: written.toLowerCase(),
  written,
  hyphen,
  offset,
});

const leadingSpace = (text: string): number => text.length - text.trimStart().length;

/** Named by number where it might not print. */
function characterName(unit: string): string {
  if (/[!-~]/.test(unit)) return `\`${unit}\``;
  return `character U+${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/**
 * The quoted text that begins at `start`. A backtick before a quote, or a single quote written twice, stands for the
 * quote itself. What the documents give no meaning is refused: other backticks, and a backslash in front of the closing
 * quote.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership#supported-values (2024-12)
 */
function quotedAt(source: string, start: number): { readonly text: string; readonly end: number } {
  const quote = source[start];
  let text = "";
  for (let at = start + 1; at < source.length; at++) {
    const [unit, next] = [source[at], source[at + 1]];
    const escaped = (unit === "`" && (next === '"' || next === "'")) || (unit === "'" && next === "'");
    if (!escaped && unit === quote) return { text, end: at + 1 };
    if (!escaped && unit === "`") throw new Unreadable(at, "a backtick can only stand before a quote");
    if (unit === "\\" && next === quote) throw new Unreadable(at, "write a quote inside a text as backtick and quote");
    text += escaped ? next : unit;
    if (escaped) at++;
  }
  throw new Unreadable(start, "the text that begins here has no closing quote");
}

/** Where (offset in UTF-16 units) and why a rule can't be read. Thrown and caught inside the reader of rules only. */
export class Unreadable extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}
