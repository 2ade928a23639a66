import type { State } from "./aspects-ahead";
import { type BitSet, both, isEmpty, keyOf, without } from "./bit-set";
import type { Budget } from "./budget";

/** Dead ends that are kept to be met again exactly, and those of one aspect that are held against other states. */
const MOST_KEPT = 200_000;
const MOST_COMPARED = 64;
/** What looking a state up, and holding it against one dead end, counts for in steps of the search. */
const LOOK_UP = 500;
const COMPARISON = 3;

/**
 * Dead ends of a search for a network, and why they are: some candidate policies that are enough. Another state is one for the
 * same reason where those are in question too and included as far: what the others say makes no difference.
 */
export class DeadEnds {
  readonly #budget: Budget;
  readonly #exact = new Map<string, BitSet>();
  readonly #byAspect = new Map<string, Alike>();

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Why there is nothing from this aspect on, where that is known. `key` is for adding it otherwise. */
  find(aspect: number, state: State, wanted: BitSet): { readonly key: string; readonly because?: BitSet } {
    const alike = this.#byAspect.get(aspectKey(aspect, state, wanted));
    const because = alike?.find(state);
    this.#budget.spend(LOOK_UP + COMPARISON * (alike?.compared ?? 0));
    if (because !== undefined) return { key: "", because };
    const key = `${aspect} ${keyOf(wanted)}${keyOf(state.alive)}${keyOf(state.included)}`;
    const exact = this.#exact.get(key);
    return exact === undefined ? { key } : { key, because: exact };
  }

  add(key: string, aspect: number, state: State, wanted: BitSet, because: BitSet): void {
    if (this.#exact.size < MOST_KEPT) this.#exact.set(key, because);
    const general = aspectKey(aspect, state, wanted);
    let alike = this.#byAspect.get(general);
    if (alike === undefined) {
      alike = new Alike(because.length);
      this.#byAspect.set(general, alike);
    }
    const stopping = without(because, wanted);
    alike.add(stopping, both(stopping, state.included), because);
  }
}

/** Those that shall be met must be in question and included just alike: what helps the others harms them. */
function aspectKey(aspect: number, { alive, included }: State, wanted: BitSet): string {
  return isEmpty(wanted)
    ? String(aspect)
    : `${aspect} ${keyOf(wanted)}${keyOf(both(alive, wanted))}${keyOf(both(included, wanted))}`;
}

/** Dead ends of one aspect, side by side: which must be alive for it and, of them, which included. */
class Alike {
  /** How many the last state was held against. */
  compared = 0;
  readonly #words: number;
  readonly #because: BitSet[] = [];
  #bits: Uint32Array;

  constructor(words: number) {
    this.#words = words;
    this.#bits = new Uint32Array(2 * words * 4);
  }

  find({ alive, included }: State): BitSet | undefined {
    for (let number = 0; number < this.#because.length; number++) {
      if (!this.#isWithin(number, alive, included)) continue;
      this.compared = number + 1;
      const found = this.#because[number];
      if (number > 0) this.#swap(number, number >> 1);
      return found;
    }
    this.compared = this.#because.length;
    return undefined;
  }

  /** The newest takes the place of the last one where there are enough. */
  add(alive: BitSet, included: BitSet, because: BitSet): void {
    const number = Math.min(this.#because.length, MOST_COMPARED - 1);
    const at = number * 2 * this.#words;
    if (at + 2 * this.#words > this.#bits.length) {
      const longer = new Uint32Array(this.#bits.length * 2);
      longer.set(this.#bits);
      this.#bits = longer;
    }
    this.#bits.set(alive, at);
    this.#bits.set(included, at + this.#words);
    this.#because[number] = because;
    this.#swap(number, number >> 1);
  }

  #isWithin(number: number, alive: BitSet, included: BitSet): boolean {
    const bits = this.#bits;
    const words = this.#words;
    const at = number * 2 * words;
    for (let word = 0; word < words; word++) {
      if (((bits[at + word] ?? 0) & ~(alive[word] ?? 0)) !== 0) return false;
      if (((bits[at + words + word] ?? 0) & ~(included[word] ?? 0)) !== 0) return false;
    }
    return true;
  }

  /** Those that are met again move to the front. */
  #swap(one: number, other: number): void {
    const [first, second] = [this.#because[one], this.#because[other]];
    if (first === undefined || second === undefined || one === other) return;
    const size = 2 * this.#words;
    const kept = this.#bits.slice(one * size, (one + 1) * size);
    this.#bits.copyWithin(one * size, other * size, (other + 1) * size);
    this.#bits.set(kept, other * size);
    this.#because[one] = second;
    this.#because[other] = first;
  }
}
