/**
 * Variables by their last conflict, the latest first. Variables without a conflict come last, in the order of their numbers. It is a
 * list, with a pointer to the first variable that may be open.
 * @see Biere, Fröhlich, "Evaluating CDCL Variable Scoring Schemes" (2015): variable move to front
 */
export class VariableOrder {
  readonly #isOpen: (variable: number) => boolean;
  /** The neighbours of each variable in the list; -1 at its ends. */
  readonly #before: number[] = [];
  readonly #after: number[] = [];
  /** Greater the further in front. */
  readonly #ranks: number[] = [];
  #first = -1;
  #last = -1;
  /** No variable before it is open. */
  #from = -1;
  #latest = 0;

  constructor(isOpen: (variable: number) => boolean) {
    this.#isOpen = isOpen;
  }

  /** Adds the variable of the next number at the end. */
  add(variable: number): void {
    this.#before.push(this.#last);
    this.#after.push(-1);
    this.#ranks.push(-variable);
    if (this.#last >= 0) this.#after[this.#last] = variable;
    else this.#first = variable;
    this.#last = variable;
    this.reopen(variable);
  }

  /** The first open variable; -1 if there is none. */
  next(): number {
    let at = this.#from;
    while (at >= 0 && !this.#isOpen(at)) at = this.#after[at] ?? -1;
    this.#from = at;
    return at;
  }

  /** Call it for each variable that is open again. */
  reopen(variable: number): void {
    if (this.#from < 0 || this.#rank(variable) > this.#rank(this.#from)) this.#from = variable;
  }

  /** Moves variables that aren't open to the front. They keep their order. */
  moveToFront(variables: Iterable<number>): void {
    const inOrder = [...variables].sort((one, other) => this.#rank(one) - this.#rank(other));
    for (const variable of inOrder) this.#toFront(variable);
  }

  #toFront(variable: number): void {
    if (variable === this.#first) return;
    const [before, after] = [this.#before[variable] ?? -1, this.#after[variable] ?? -1];
    if (this.#from === variable) this.#from = after;
    this.#after[before] = after;
    if (after >= 0) this.#before[after] = before;
    else this.#last = before;
    this.#before[this.#first] = variable;
    this.#after[variable] = this.#first;
    this.#before[variable] = -1;
    this.#first = variable;
    this.#ranks[variable] = ++this.#latest;
  }

  #rank(variable: number): number {
    return this.#ranks[variable] ?? 0;
  }
}
