import { type Literal, propositionOf } from "./literal";

const GROWTH = 1.05;
const LARGEST = 1e100;

/** How much each proposition had to do with contradictions, the latest counting most. */
export class Activity {
  readonly #scores: Float64Array;
  #step = 1;

  constructor(propositions: number) {
    this.#scores = new Float64Array(propositions);
  }

  of(literal: Literal): number {
    return this.#scores[propositionOf(literal)] ?? 0;
  }

  raise(literals: readonly Literal[]): void {
    for (const literal of literals) this.#scores[propositionOf(literal)] = this.of(literal) + this.#step;
    this.#step *= GROWTH;
    if (this.#step > LARGEST) this.#shrink();
  }

  #shrink(): void {
    for (const [proposition, score] of this.#scores.entries()) this.#scores[proposition] = score / LARGEST;
    this.#step = 1;
  }
}
