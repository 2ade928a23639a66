const GROWTH = 1.05;
const LARGEST = 1e100;

/** Variables by how much they had to do with conflicts, the latest counting most (VSIDS); among equals the first. A binary heap. */
export class VariableOrder {
  readonly #isOpen: (variable: number) => boolean;
  readonly #activity: number[] = [];
  readonly #heap: number[] = [];
  /** Where each variable is in the heap; -1 where it isn't. */
  readonly #places: number[] = [];
  #increment = 1;

  constructor(isOpen: (variable: number) => boolean) {
    this.#isOpen = isOpen;
  }

  add(variable: number): void {
    this.#activity[variable] ??= 0;
    if ((this.#places[variable] ?? -1) >= 0) return;
    this.#places[variable] = this.#heap.push(variable) - 1;
    this.#rise(this.#heap.length - 1);
  }

  /** Takes out the most active variable that is open. */
  next(): number | undefined {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined) return undefined;
      const last = this.#heap.pop() ?? first;
      this.#places[first] = -1;
      if (this.#heap.length > 0) {
        this.#put(last, 0);
        this.#sink(0);
      }
      if (this.#isOpen(first)) return first;
    }
  }

  bump(variable: number): void {
    const activity = (this.#activity[variable] ?? 0) + this.#increment;
    this.#activity[variable] = activity;
    if (activity > LARGEST) this.#rescale();
    const place = this.#places[variable] ?? -1;
    if (place >= 0) this.#rise(place);
  }

  /** Lets what was bumped so far count less. */
  decay(): void {
    this.#increment *= GROWTH;
  }

  #rescale(): void {
    for (const [variable, activity] of this.#activity.entries()) this.#activity[variable] = activity / LARGEST;
    this.#increment /= LARGEST;
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#activity[one] ?? 0, this.#activity[other] ?? 0];
    return a > b || (a === b && one < other);
  }

  #put(variable: number, place: number): void {
    this.#heap[place] = variable;
    this.#places[variable] = place;
  }

  #rise(from: number): void {
    const variable = this.#heap[from] ?? 0;
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#heap[above] ?? 0;
      if (!this.#isBefore(variable, parent)) break;
      this.#put(parent, place);
      place = above;
    }
    this.#put(variable, place);
  }

  #sink(from: number): void {
    const variable = this.#heap[from] ?? 0;
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      const [one, other] = [this.#heap[left], this.#heap[left + 1]];
      if (one === undefined) break;
      const below = other !== undefined && this.#isBefore(other, one) ? left + 1 : left;
      const child = this.#heap[below] ?? 0;
      if (!this.#isBefore(child, variable)) break;
      this.#put(child, place);
      place = below;
    }
    this.#put(variable, place);
  }
}
