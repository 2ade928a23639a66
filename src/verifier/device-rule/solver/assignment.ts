import { isDenied, type Literal, propositionOf } from "./literal";

/** Why a literal holds: other literals that must all hold for it, or none if it was chosen or is given. */
export type Reason = readonly Literal[];

/** Which propositions are settled so far, in which order, and why. A level begins with each choice. */
export class Assignment {
  /** The literals that hold, in the order they came to. */
  readonly trail: Literal[] = [];
  readonly #values: Int8Array;
  readonly #levels: Int32Array;
  readonly #reasons: Reason[];
  readonly #starts: number[] = [];

  constructor(propositions: number) {
    this.#values = new Int8Array(propositions);
    this.#levels = new Int32Array(propositions);
    this.#reasons = new Array<Reason>(propositions).fill([]);
  }

  /** How many choices stand. */
  get level(): number {
    return this.#starts.length;
  }

  holds = (literal: Literal): boolean => this.#values[propositionOf(literal)] === (isDenied(literal) ? -1 : 1);
  isOpen = (literal: Literal): boolean => this.#values[propositionOf(literal)] === 0;
  levelOf = (literal: Literal): number => this.#levels[propositionOf(literal)] ?? 0;
  reasonFor = (literal: Literal): Reason => this.#reasons[propositionOf(literal)] ?? [];

  beginLevel(): void {
    this.#starts.push(this.trail.length);
  }

  settle(literal: Literal, reason: Reason): void {
    const proposition = propositionOf(literal);
    this.#values[proposition] = isDenied(literal) ? -1 : 1;
    this.#levels[proposition] = this.level;
    this.#reasons[proposition] = reason;
    this.trail.push(literal);
  }

  /** Takes back everything since the choice that began the level above `level`. */
  returnTo(level: number): void {
    const start = this.#starts[level] ?? this.trail.length;
    for (const literal of this.trail.splice(start)) this.#values[propositionOf(literal)] = 0;
    this.#starts.length = level;
  }
}
