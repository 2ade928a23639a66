import { bounded } from "../../text/sentence";

/** HTML that is safe to put into a page. Only `html` makes it, so everything else is escaped. */
export class Markup {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** The markup as text of a page. */
  toString(): string {
    return this.#text;
  }

  /** The only way to make markup: fixed text of the program, with contents in between that are escaped. */
  static from(fixed: readonly string[], contents: readonly Content[]): Markup {
    return new Markup(
      fixed.map((text, index) => text + (index < contents.length ? rendered(contents[index]) : "")).join(""),
    );
  }
}

/** What may go between fixed text. Texts and numbers are escaped, and `undefined` gives nothing. */
export type Content = Markup | string | number | undefined | readonly Content[];

/**
 * Makes a page, piece by piece. Each `${…}` is escaped for text and for attributes in double quotes. Attributes without quotes, styles,
 * scripts and addresses aren't safe, so text from outside must not go there.
 */
export const html = (fixed: TemplateStringsArray, ...contents: readonly Content[]): Markup =>
  Markup.from(fixed, contents);

function rendered(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.toString();
  if (Array.isArray(content)) return content.map(rendered).join("");
  return escaped(String(content));
}

const ESCAPES: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** Invisible characters and characters that reverse text are shown by their number, so that a name can't look like another. */
const escaped = (text: string): string =>
  bounded(text)
    .replace(/[&<>"'`]/g, (character) => ESCAPES[character] ?? "")
    .replace(
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
