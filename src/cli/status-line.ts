/** Where progress is shown: standard error, as far as it matters here. */
export type StatusStream = {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
};

const ERASE = "\r\u001b[2K";

/**
 * Says what is being done. On a terminal it is one line, which the next one replaces and which is gone at the end; elsewhere, in a
 * log, each is a line of its own.
 */
export class StatusLine {
  readonly #stream: StatusStream;
  readonly #replaces: boolean;
  #isShown = false;

  /** @param isPlain whether the terminal can't take a line back */
  constructor(stream: StatusStream, isPlain = false) {
    this.#stream = stream;
    this.#replaces = stream.isTTY === true && !isPlain;
  }

  /** @param text one line, safe for a terminal */
  show(text: string): void {
    if (!this.#replaces) {
      this.#stream.write(`${text}\n`);
      return;
    }
    const room = (this.#stream.columns ?? 80) - 1;
    this.#stream.write(`${ERASE}${text.length > room ? `${text.slice(0, room - 1)}…` : text}`);
    this.#isShown = true;
  }

  /** Takes the line away: before anything else is written, and at the end. */
  clear(): void {
    if (this.#isShown) this.#stream.write(ERASE);
    this.#isShown = false;
  }
}
