import { bounded } from "../report";

/** HTML that is safe to put into a page. Only `html` makes it, so whatever isn't made by it is escaped. */
export class Markup {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  /** The one door: fixed text of the program between contents that are escaped. */
  static from(fixed: readonly string[], contents: readonly Content[]): Markup {
    return new Markup(
      fixed.map((text, index) => text + (index < contents.length ? rendered(contents[index]) : "")).join(""),
    );
  }
}

/** What may stand between fixed text. Texts and numbers are escaped; nothing comes of what is undefined. */
export type Content = Markup | string | number | undefined | readonly Content[];

/**
 * A page, piece by piece. Each `${…}` is escaped for text and for attributes in double quotes; an attribute without them
 * isn't safe, and neither is a style, a script or an address: nothing foreign goes there.
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

/** Characters that turn text round or that nobody sees are shown by their number: a name must look like what it is. */
const escaped = (text: string): string =>
  bounded(text)
    .replace(/[&<>"'`]/g, (character) => ESCAPES[character] ?? "")
    .replace(
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
