import {
  type BitSet,
  both,
  clearBit,
  elementsOf,
  emptyBitSet,
  hasBit,
  intersects,
  isEmpty,
  isWithin,
  keyOf,
  lowestOf,
  remove,
  setBit,
  without,
} from "./bit-set";
import { Budget } from "./budget";
import { Devices } from "./devices";
import { NetworkSearch } from "./network-search";
import { type Assignment, coveringOf, type SearchSpace } from "./search-space";

/** What is looked for: an assignment that none of `stopping` stops, that one of `stopped` does, if any are given, and all of `met`. */
export interface Query {
  readonly stopping: BitSet;
  readonly stopped?: BitSet;
  readonly met?: BitSet;
}

export interface Found {
  readonly assignment: Assignment | undefined;
  /** No assignment was found before the bound was reached: none may exist or one may have been missed. */
  readonly exhausted: boolean;
}

/** Steps of one search before it gives up, and of all searches on one search space together. */
export const SEARCH_BOUND = 200_000_000;
export const SPACE_BOUND = 400_000_000;
/** What looking at a combination of listed dimensions counts for, apart from its words. */
const COMBINATION_STEPS = 40;
/** Explanations of dead ends that are kept. */
const MOST_KEPT = 300;

/** Candidate policies that together stop the sign-in from every network and on every device, in these combinations. */
interface Conflict {
  readonly because: BitSet;
  readonly combinations: BitSet;
}

/**
 * Looks for assignments. First all combinations of the listed dimensions are struck out that a plain candidate policy stops. For what
 * is left a network and a device are looked for, with the candidate policies that are left; where there are none, the candidate policies
 * that explain it strike out every other combination that all of them meet, for this query and for later ones.
 */
export class Search {
  readonly #space: SearchSpace;
  readonly #none: BitSet;
  readonly #budget: Budget;
  readonly #networks: NetworkSearch;
  /** By what was wanted. */
  readonly #closed = new Map<string, Conflict[]>();
  /** The plain candidate policies, those that meet most combinations first. */
  readonly #widestFirst: readonly number[];
  readonly #implying = new Map<number, BitSet>();

  /** @param bound steps of all searches together */
  constructor(space: SearchSpace, bound = SPACE_BOUND) {
    this.#space = space;
    this.#none = emptyBitSet(space.candidates.length);
    this.#budget = new Budget(bound);
    this.#networks = new NetworkSearch(space, new Devices(space.candidates, this.#budget), this.#budget);
    this.#widestFirst = widestFirst(space);
  }

  /** The most ordinary assignment of all, if there is one. */
  find({ stopping, stopped, met = this.#none }: Query, bound = SEARCH_BOUND): Found {
    this.#budget.grant(bound);
    if (stopped === undefined) return this.#findWanting(met, stopping);
    let exhausted = false;
    for (const one of elementsOf(stopped)) {
      if (this.#stopsWherever(one, stopping)) continue;
      const wanted = met.slice();
      setBit(wanted, one);
      const found = this.#findWanting(wanted, stopping);
      if (found.assignment !== undefined) return found;
      exhausted ||= found.exhausted;
    }
    return { assignment: undefined, exhausted };
  }

  #findWanting(wanted: BitSet, stopping: BitSet): Found {
    const left = this.#leftFor(wanted, stopping);
    const tooHard = new Set<string>();
    for (let number = lowestOf(left); number !== undefined; number = lowestOf(left)) {
      if (this.#budget.isSpent) return { assignment: undefined, exhausted: true };
      clearBit(left, number);
      const combination = this.#space.combinations.all[number];
      if (combination === undefined) continue;
      this.#budget.spend(COMBINATION_STEPS + stopping.length);
      const remaining = both(combination.match, stopping);
      const key = keyOf(remaining);
      if (tooHard.has(key)) continue;
      const answer = this.#networks.find(remaining, wanted);
      if (answer.kind === "open")
        return { assignment: { values: combination.values, ...answer.found }, exhausted: false };
      if (answer.kind === "closed") this.#close(wanted, answer.because, left);
      else tooHard.add(key);
    }
    return { assignment: undefined, exhausted: tooHard.size > 0 };
  }

  /** The combinations that nothing known so far closes. */
  #leftFor(wanted: BitSet, stopping: BitSet): BitSet {
    const { combinations } = this.#space;
    const left = combinations.metByAll(wanted);
    for (const candidate of this.#widestFirst) {
      if (!hasBit(stopping, candidate)) continue;
      this.#budget.spend(left.length);
      remove(left, combinations.metBy(candidate));
      if (isEmpty(left)) return left;
    }
    for (const { because, combinations } of this.#closed.get(keyOf(wanted)) ?? []) {
      this.#budget.spend(1);
      if (isWithin(because, stopping)) remove(left, combinations);
    }
    return left;
  }

  #close(wanted: BitSet, because: BitSet, left: BitSet): void {
    const { combinations } = this.#space;
    const others = without(because, wanted);
    const met = combinations.metByAll(others);
    this.#budget.spend(met.length);
    remove(left, met);
    const known = this.#closed.get(keyOf(wanted)) ?? [];
    this.#closed.set(keyOf(wanted), known);
    if (known.length < MOST_KEPT) known.push({ because: others, combinations: met });
  }

  /** Whether one of `stopping` stops wherever the wanted one does: in most comparisons, the same policy on the other side. */
  #stopsWherever(wanted: number, stopping: BitSet): boolean {
    this.#budget.spend(stopping.length);
    let implying = this.#implying.get(wanted);
    if (implying === undefined) {
      implying = coveringOf(this.#space, wanted);
      this.#budget.spend(implying.length * this.#space.networks.options);
      this.#implying.set(wanted, implying);
    }
    return intersects(stopping, implying);
  }
}

function widestFirst({ columns, plain }: SearchSpace): readonly number[] {
  const share = (candidate: number): number =>
    columns.reduce(
      (product, { match }) => (product * match.filter((met) => hasBit(met, candidate)).length) / match.length,
      1,
    );
  return Array.from(elementsOf(plain), (candidate) => ({ candidate, share: share(candidate) }))
    .sort((one, other) => other.share - one.share || one.candidate - other.candidate)
    .map(({ candidate }) => candidate);
}
