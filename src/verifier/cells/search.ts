import {
  type Bits,
  both,
  clearBit,
  elementsOf,
  emptyBits,
  hasBit,
  isEmpty,
  isWithin,
  keyOf,
  lowestOf,
  meet,
  remove,
  setBit,
  without,
} from "./bits";
import { coversOf } from "./covers";
import { Devices } from "./devices";
import type { Cell, Grid } from "./grid";
import { PlaceSearch } from "./place-search";
import { Work } from "./work";

/** What is looked for: a cell that none of `stopping` stops, that one of `stopped` does, if any are given, and all of `met`. */
export interface Quest {
  readonly stopping: Bits;
  readonly stopped?: Bits;
  readonly met?: Bits;
}

export interface Found {
  readonly cell: Cell | undefined;
  /** No cell was found before the bound was reached: none may exist or one may have been missed. */
  readonly exhausted: boolean;
}

/** Steps of one search before it gives up, and of all searches on one grid together. */
export const SEARCH_BOUND = 200_000_000;
const GRID_BOUND = 500_000_000;
/** What looking at a combination of listed dimensions counts for, apart from its words. */
const COMBINATION_STEPS = 40;
/** Explanations of dead ends that are kept. */
const MOST_KEPT = 300;

/** Contenders that together stop the sign-in at every place and on every device, in these combinations. */
interface Closed {
  readonly because: Bits;
  readonly combinations: Bits;
}

/**
 * Looks for cells. First all combinations of the listed dimensions are struck out that a plain contender stops. For what
 * is left a place and a device are looked for, with the contenders that are left; where there are none, the contenders
 * that explain it strike out every other combination that all of them meet, for this quest and for later ones.
 */
export class Search {
  readonly #grid: Grid;
  readonly #none: Bits;
  readonly #work: Work;
  readonly #places: PlaceSearch;
  /** By what was wanted. */
  readonly #closed = new Map<string, Closed[]>();
  /** The plain contenders, those that meet most combinations first. */
  readonly #strikers: readonly number[];
  readonly #implying = new Map<number, Bits>();

  /** @param bound steps of all searches together */
  constructor(grid: Grid, bound = GRID_BOUND) {
    this.#grid = grid;
    this.#none = emptyBits(grid.contenders.length);
    this.#work = new Work(bound);
    this.#places = new PlaceSearch(grid, new Devices(grid.contenders, this.#work), this.#work);
    this.#strikers = strikersOf(grid);
  }

  /** The most ordinary cell of all, if there is one. */
  find({ stopping, stopped, met = this.#none }: Quest, bound = SEARCH_BOUND): Found {
    this.#work.grant(bound);
    if (stopped === undefined) return this.#findWanting(met, stopping);
    let exhausted = false;
    for (const one of elementsOf(stopped)) {
      if (this.#stopsWherever(one, stopping)) continue;
      const wanted = met.slice();
      setBit(wanted, one);
      const found = this.#findWanting(wanted, stopping);
      if (found.cell !== undefined) return found;
      exhausted ||= found.exhausted;
    }
    return { cell: undefined, exhausted };
  }

  #findWanting(wanted: Bits, stopping: Bits): Found {
    const left = this.#leftFor(wanted, stopping);
    const tooHard = new Set<string>();
    for (let number = lowestOf(left); number !== undefined; number = lowestOf(left)) {
      if (this.#work.isSpent) return { cell: undefined, exhausted: true };
      clearBit(left, number);
      const combination = this.#grid.combinations.all[number];
      if (combination === undefined) continue;
      this.#work.spend(COMBINATION_STEPS + stopping.length);
      const remaining = both(combination.match, stopping);
      const key = keyOf(remaining);
      if (tooHard.has(key)) continue;
      const answer = this.#places.find(remaining, wanted);
      if (answer.kind === "open") return { cell: { values: combination.values, ...answer.found }, exhausted: false };
      if (answer.kind === "closed") this.#close(wanted, answer.because, left);
      else tooHard.add(key);
    }
    return { cell: undefined, exhausted: tooHard.size > 0 };
  }

  /** The combinations that nothing known so far closes. */
  #leftFor(wanted: Bits, stopping: Bits): Bits {
    const { combinations } = this.#grid;
    const left = combinations.metByAll(wanted);
    for (const striker of this.#strikers) {
      if (!hasBit(stopping, striker)) continue;
      this.#work.spend(left.length);
      remove(left, combinations.metBy(striker));
      if (isEmpty(left)) return left;
    }
    for (const { because, combinations } of this.#closed.get(keyOf(wanted)) ?? []) {
      this.#work.spend(1);
      if (isWithin(because, stopping)) remove(left, combinations);
    }
    return left;
  }

  #close(wanted: Bits, because: Bits, left: Bits): void {
    const { combinations } = this.#grid;
    const others = without(because, wanted);
    const met = combinations.metByAll(others);
    this.#work.spend(met.length);
    remove(left, met);
    const known = this.#closed.get(keyOf(wanted)) ?? [];
    this.#closed.set(keyOf(wanted), known);
    if (known.length < MOST_KEPT) known.push({ because: others, combinations: met });
  }

  /** Whether one of `stopping` stops wherever the wanted one does: in most comparisons, the same policy on the other side. */
  #stopsWherever(wanted: number, stopping: Bits): boolean {
    this.#work.spend(stopping.length);
    let implying = this.#implying.get(wanted);
    if (implying === undefined) {
      implying = coversOf(this.#grid, wanted);
      this.#work.spend(implying.length * this.#grid.places.options);
      this.#implying.set(wanted, implying);
    }
    return meet(stopping, implying);
  }
}

function strikersOf({ dimensions, plain }: Grid): readonly number[] {
  const share = (contender: number): number =>
    dimensions.reduce(
      (product, { match }) => (product * match.filter((met) => hasBit(met, contender)).length) / match.length,
      1,
    );
  return Array.from(elementsOf(plain), (contender) => ({ contender, share: share(contender) }))
    .sort((one, other) => other.share - one.share || one.contender - other.contender)
    .map(({ contender }) => contender);
}
