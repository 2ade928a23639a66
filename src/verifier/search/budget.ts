/** How much may be looked at, counted in steps of about the same length, so that the same tenant always stops at the same point. */
export class Budget {
  #left: number;
  #leftTogether: number;

  /** @param together steps for everything that is done with it */
  constructor(together: number) {
    this.#leftTogether = together;
    this.#left = 0;
  }

  /** Grants steps to the next piece of work, as far as there are any. What the last one hasn't used is taken back. */
  grant(steps: number): void {
    this.#left = Math.min(steps, this.#leftTogether);
  }

  /** Takes note of work that was done. It may overdraw: a piece of work isn't cut in two. */
  spend(steps: number): void {
    this.#left -= steps;
    this.#leftTogether -= steps;
  }

  /** What the piece of work may still take. */
  get left(): number {
    return Math.max(0, this.#left);
  }

  /** Whether the piece of work has used all that it was granted. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }
}
