const [QUOTE, BACKSLASH, NEWLINE] = [0x22, 0x5c, 0x0a];

/**
 * The text of a JSON file that is gone through, piece by piece: nearly all of a log is in texts. What a short one says is kept
 * where it may be a key.
 */
export class PassedText {
  isOpen = false;
  /** What the last text says that is kept. */
  last = "";
  readonly #longest: number;
  #isKept = false;
  #isEscaped = false;
  /** Where the text starts in this piece. */
  #from = 0;

  /** @param longest how many bytes of a text may be kept */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** A text begins behind the quote at this offset. */
  open(at: number, isKept: boolean): void {
    this.isOpen = true;
    this.#from = at + 1;
    this.#isKept = isKept;
    if (isKept) this.last = "";
  }

  /** @returns where to go on: after its end, at the end of the line, which no text holds, or at the end of the piece */
  pass(piece: Uint8Array, from: number): number {
    let at = this.#isEscaped ? from + 1 : from;
    for (; at < piece.length; at++) {
      const byte = piece[at];
      if (byte === BACKSLASH) at++;
      else if (byte === NEWLINE) break;
      else if (byte === QUOTE) {
        this.#keep(piece, at);
        this.forget();
        return at + 1;
      }
    }
    this.#isEscaped = at > piece.length;
    return Math.min(at, piece.length);
  }

  /** The piece is at its end, and the text may go on in the next one. */
  endPiece(piece: Uint8Array): void {
    this.#keep(piece, piece.length);
    this.#from = 0;
  }

  /** The text doesn't go on. */
  forget(): void {
    this.isOpen = false;
    this.#isKept = false;
    this.#isEscaped = false;
  }

  #keep(piece: Uint8Array, until: number): void {
    if (!this.#isKept) return;
    const isShort = this.last.length + until - this.#from <= this.#longest;
    this.last = isShort ? this.last + asText(piece.subarray(this.#from, until)) : "";
    this.#isKept = isShort; // so that the end of a long one isn't taken for a key
  }
}

const asText = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
