/**
 * A piece of a rule. `word` is in lower case, and `written` as in the rule; `hyphen` distinguishes `-eq` from `eq`; `text` is the value
 * without its quotes.
 */
export type Token = { readonly offset: number } & (
  | { readonly kind: "word"; readonly word: string; readonly written: string; readonly hyphen: boolean }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "symbol"; readonly symbol: string }
  | { readonly kind: "end" }
);

/** Where (offset in UTF-16 units) and why a rule can't be read. Thrown and caught inside the reader of rules only. */
export class Unreadable extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/** A word, a text in quotes or a symbol. Microsoft's own examples print some hyphens as en dashes. */
const NEXT = /(?<hyphen>[-–]?)(?<written>[a-z_][\w.]*)|"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<symbol>[()[\],])/iy;

/**
 * In a text: a backtick, a single quote written twice, or a backslash in front of the closing quote. Some of these stand for a quote. Hardly
 * any rule has them, so they aren't read.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership#supported-values (2024-12)
 */
const ESCAPE = /`|''|\\$/;

/** Cuts a rule into tokens, the last of them the end. @throws Unreadable at what can't be one */
function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let offset = afterSpace(text, 0); offset < text.length; offset = afterSpace(text, NEXT.lastIndex)) {
    NEXT.lastIndex = offset;
    const { hyphen, written, double, single, symbol } = NEXT.exec(text)?.groups ?? {};
    const quoted = double ?? single;
    if (written !== undefined)
      tokens.push({ kind: "word", word: written.toLowerCase(), written, hyphen: hyphen !== "", offset });
    else if (symbol !== undefined) tokens.push({ kind: "symbol", symbol, offset });
    else if (quoted === undefined) throw new Unreadable(offset, "unexpected character");
    else if (ESCAPE.test(quoted)) throw new Unreadable(offset, "texts with escaped quotes aren't read");
    else tokens.push({ kind: "text", text: quoted, offset });
  }
  return [...tokens, { kind: "end", offset: text.length }];
}

const afterSpace = (text: string, at: number): number => text.length - text.slice(at).trimStart().length;

/** A rule in terms of its comparisons. */
export type Rule<Comparison> =
  | Comparison
  | { readonly kind: "not"; readonly part: Rule<Comparison> }
  | { readonly kind: "and"; readonly parts: readonly Rule<Comparison>[] }
  | { readonly kind: "or"; readonly parts: readonly Rule<Comparison>[] };

/** The deepest nesting: deeper than people nest, and far from the limit of recursion. */
const DEEPEST = 100;

/** Reads a rule token by token, and gives up by throwing {@link Unreadable}. */
export class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
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

  /** Takes the next token if it is that symbol, or that operator with its hyphen or without. */
  takes(what: string): boolean {
    const token = this.peek();
    const isThat = token.kind === "symbol" ? token.symbol === what : token.kind === "word" && token.word === what;
    if (isThat) this.#at++;
    return isThat;
  }

  /** Gives up at the next token, or at `token`. */
  fail(message: string, token: Token = this.peek()): never {
    throw new Unreadable(token.offset, message);
  }

  /** The whole rule. @param comparison reads one comparison */
  rule<Comparison>(comparison: () => Comparison): Rule<Comparison> {
    const rule = this.#joined("or", comparison, 0);
    if (this.peek().kind !== "end") this.fail("expected `-and`, `-or` or the end of the rule");
    return rule;
  }

  /** A text in quotes. */
  text(): string {
    const token = this.take();
    return token.kind === "text" ? token.text : this.fail("expected a text in quotes", token);
  }

  /** Texts in square brackets, at least one. */
  texts(): readonly string[] {
    if (!this.takes("[")) this.fail('expected a list such as `["a", "b"]`');
    const texts = [this.text()];
    while (this.takes(",")) texts.push(this.text());
    if (!this.takes("]")) this.fail("expected `,` or `]`");
    return texts;
  }

  /** `or` binds loosest. */
  #joined<Comparison>(kind: "or" | "and", comparison: () => Comparison, depth: number): Rule<Comparison> {
    const part = (): Rule<Comparison> =>
      kind === "or" ? this.#joined("and", comparison, depth) : this.#negated(comparison, depth);
    const first = part();
    const parts = [first];
    while (this.takes(kind)) parts.push(part());
    return parts.length === 1 ? first : { kind, parts };
  }

  #negated<Comparison>(comparison: () => Comparison, depth: number): Rule<Comparison> {
    if (depth > DEEPEST) this.fail(`nested more than ${DEEPEST} deep`);
    if (this.takes("not")) return { kind: "not", part: this.#negated(comparison, depth + 1) };
    if (!this.takes("(")) return comparison();
    const inner = this.#joined("or", comparison, depth + 1);
    if (!this.takes(")")) this.fail("expected `)`");
    return inner;
  }
}
