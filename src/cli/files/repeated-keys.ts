import { KeyHashes, type KeysOfObject } from "./key-hashes";
import { DEEPEST } from "./nesting";

/** A key that an object has twice, and the object's place: a path such as `policies[0].conditions`, empty for the file itself. */
export interface RepeatedKey {
  readonly path: string;
  readonly key: string;
}

const NOTHING: Buffer = Buffer.alloc(0);

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** An object or a list that is being read. */
interface Container extends KeysOfObject {
  /** The key that it stands under; `undefined` in a list. */
  under: string | undefined;
  /** The place of the next item in a list; −1 in an object. */
  index: number;
}

/**
 * Finds keys that an object has twice, of which a parser keeps the last without a word. Takes JSON that is known to be right,
 * in UTF-8, piece by piece. Of keys hashes are kept, and only as long as their object is open: of a large file nothing adds up.
 */
export class RepeatedKeys {
  readonly found: RepeatedKey[] = [];
  /** What was written nests deeper than anything may. Nothing is looked for below. */
  isTooDeep = false;
  /** The containers that are open, and behind them those that were: there are millions, one after the other. */
  readonly #containers: Container[] = [];
  #depth = 0;
  readonly #keys = new KeyHashes();
  #state: "between" | "key" | "text" = "between";
  #keyIsDue = false;
  /** The piece ended behind a backslash. */
  #isEscaped = false;
  /** The bytes of a key that began in an earlier piece. */
  #begun: Buffer = NOTHING;
  #piece: Uint8Array = NOTHING;
  /** Where the last key is in the piece, between its quotes, and what of it came before. */
  #keyFrom = 0;
  #keyTo = 0;
  #keyBefore: Buffer = NOTHING;
  /** The last text or key has an escape in it. */
  #hasEscape = false;

  /** Takes the next bytes of the file. */
  write(piece: Uint8Array): void {
    if (this.isTooDeep) return;
    this.#piece = piece;
    const { length } = piece;
    let at = this.#state === "between" ? 0 : this.#goOn(piece);
    for (; at < length; at++) {
      switch (piece[at]) {
        case QUOTE:
          if (this.#keyIsDue) at = this.#takeKey(piece, at + 1);
          else at = this.#takeText(piece, at + 1);
          break;
        case COMMA: {
          const container = this.#containers[this.#depth - 1];
          if (container === undefined) break;
          if (container.index < 0) this.#keyIsDue = true;
          else container.index++;
          break;
        }
        case OPENING_BRACE:
          this.#opens(-1);
          break;
        case OPENING_BRACKET:
          this.#opens(0);
          break;
        case CLOSING_BRACE:
        case CLOSING_BRACKET:
          this.#closes();
          break;
      }
    }
    this.#keyBefore = this.#lastKey();
    this.#keyFrom = this.#keyTo = 0;
  }

  /** The rest of a text or a key that the former piece ended in. @returns the offset behind it */
  #goOn(piece: Uint8Array): number {
    return 1 + (this.#state === "key" ? this.#takeKey(piece, 0) : this.#takeText(piece, 0));
  }

  /** @returns the offset of the text's closing quote, or of the piece's end */
  #takeText(piece: Uint8Array, from: number): number {
    const end = this.#endOfText(piece, from);
    this.#state = end < piece.length ? "between" : "text";
    return end;
  }

  #endOfText(piece: Uint8Array, from: number): number {
    const { length } = piece;
    let at = this.#isEscaped ? from + 1 : from;
    this.#isEscaped = false;
    this.#hasEscape = false;
    for (; at < length; at++) {
      const byte = piece[at];
      if (byte === QUOTE) return at;
      if (byte !== BACKSLASH) continue;
      this.#hasEscape = true;
      if (++at === length) this.#isEscaped = true;
    }
    return length;
  }

  #takeKey(piece: Uint8Array, from: number): number {
    const end = this.#endOfText(piece, from);
    if (end === piece.length) {
      this.#state = "key";
      this.#begun = Buffer.concat([this.#begun, piece.subarray(from)]);
      return end;
    }
    this.#state = "between";
    this.#keyIsDue = false;
    this.#keyFrom = from;
    this.#keyTo = end;
    this.#keyBefore = this.#begun;
    if (this.#begun === NOTHING && !this.#hasEscape) this.#count(piece, from, end);
    else this.#count(spelt(this.#lastKey()));
    this.#begun = NOTHING;
    return end;
  }

  /** Adds the key that these bytes are to those of its object. */
  #count(bytes: Uint8Array, from = 0, to = bytes.length): void {
    if (this.#keys.add(this.#containers[this.#depth - 1], bytes, from, to))
      this.found.push({ path: this.#path(), key: spelt(this.#lastKey()).toString() });
  }

  #opens(index: 0 | -1): void {
    if (this.#depth === DEEPEST) this.isTooDeep = true;
    if (this.isTooDeep) return;
    const around = this.#containers[this.#depth - 1];
    const under = around !== undefined && around.index < 0 ? spelt(this.#lastKey()).toString() : undefined;
    const container = this.#containers[this.#depth] ?? { under, index, first: 0, many: undefined };
    container.under = under;
    container.index = index;
    this.#keys.begin(container);
    this.#containers[this.#depth++] = container;
    this.#keyIsDue = index < 0;
  }

  #closes(): void {
    this.#keyIsDue = false;
    if (this.#depth === 0) return;
    const container = this.#containers[--this.#depth];
    if (container !== undefined) this.#keys.end(container);
  }

  /** The bytes of the last key, as they are written. */
  #lastKey(): Buffer {
    const inPiece = this.#piece.subarray(this.#keyFrom, this.#keyTo);
    return inPiece.length === 0 ? this.#keyBefore : Buffer.concat([this.#keyBefore, inPiece]);
  }

  /** Where the innermost object is: the key or the place of each container in the one around it. */
  #path(): string {
    const open = this.#containers.slice(0, this.#depth);
    return open.reduce((path, { under }, depth) => {
      if (depth === 0) return path;
      if (under === undefined) return `${path}[${open[depth - 1]?.index}]`;
      return path === "" ? under : `${path}.${under}`;
    }, "");
  }
}

/** A key without escapes: `"\u0061"` is the same one as `"a"`. */
function spelt(key: Buffer): Buffer {
  if (!key.includes(BACKSLASH)) return key;
  const text: unknown = JSON.parse(`"${key.toString()}"`);
  return Buffer.from(String(text));
}
