/**
 * Variables by their last conflict, the latest first. Variables without a conflict come last, in the order of their numbers.
 * @see Biere, Fröhlich, "Evaluating CDCL Variable Scoring Schemes" (2015): variable move to front
 */
export class VariableOrder {
  readonly #values: readonly number[];
  /** The variables of all conflicts, the latest last. */
  readonly #ofConflicts: number[] = [];
  /** For each variable its last place in `#ofConflicts`; -1 without a conflict. */
  readonly #last: number[] = [];
  /** No variable behind it in `#ofConflicts`, and no variable with a lower number that had no conflict, is open. */
  #latest = -1;
  #lowest = 0;

  /** @param values the value of each variable: 0 if it is open */
  constructor(values: readonly number[]) {
    this.#values = values;
  }

  /** Adds the variable of the next number. */
  add(): void {
    this.#last.push(-1);
  }

  /** The first open variable; a number beyond all variables if there is none. */
  next(): number {
    for (; this.#latest >= 0; this.#latest--) {
      const variable = this.#ofConflicts[this.#latest] ?? 0;
      if (this.#last[variable] === this.#latest && this.#values[variable] === 0) return variable;
    }
    while (this.#lowest < this.#values.length && this.#values[this.#lowest] !== 0) this.#lowest++;
    return this.#lowest;
  }

  /** Call it for each variable that is open again. */
  reopen(variable: number): void {
    this.#latest = Math.max(this.#latest, this.#last[variable] ?? -1);
    this.#lowest = Math.min(this.#lowest, variable);
  }

  /** Moves variables that aren't open to the front. They keep their order. */
  moveToFront(variables: Iterable<number>): void {
    const at = (variable: number): number => this.#last[variable] ?? -1;
    for (const variable of [...variables].sort((one, other) => at(one) - at(other) || other - one))
      this.#last[variable] = this.#ofConflicts.push(variable) - 1;
  }
}
