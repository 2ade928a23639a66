import { type BitSet, both, isEmpty, isWithin, keyOf, without } from "./bit-set";
import type { Budget } from "./budget";

/** Candidate policies still in question when some aspects of the network are settled. */
export interface State {
  /** Those that no option taken so far excludes and that are included, or can be. */
  readonly alive: BitSet;
  readonly included: BitSet;
}

/** Nothing gets through where these are alive and, of them, those are included. */
interface DeadEnd {
  readonly because: BitSet;
  readonly alive: BitSet;
  readonly included: BitSet;
}

/** Dead ends that are kept to be met again exactly, and those of one aspect that are held against others. */
const MOST_KEPT = 200_000;
const MOST_COMPARED = 96;

/**
 * Dead ends of a search for a network, and why they are: some candidate policies that are enough. Another state is one for the
 * same reason where those are in question too and included as far: what the others say makes no difference.
 */
export class DeadEnds {
  readonly #budget: Budget;
  readonly #exact = new Map<string, BitSet>();
  readonly #byAspect = new Map<string, DeadEnd[]>();

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Why there is nothing from this aspect on, where that is known. `key` is for adding it otherwise. */
  find(
    aspect: number,
    { alive, included }: State,
    wanted: BitSet,
  ): { readonly key: string; readonly because?: BitSet } {
    const key = `${aspect} ${keyOf(wanted)}${keyOf(alive)}${keyOf(included)}`;
    const exact = this.#exact.get(key);
    if (exact !== undefined) return { key, because: exact };
    const known = this.#byAspect.get(aspectKey(aspect, { alive, included }, wanted)) ?? [];
    const at = known.findIndex((one) => isWithin(one.alive, alive) && isWithin(one.included, included));
    this.#budget.spend(1 + (at < 0 ? known.length : at));
    const found = known[at];
    if (found === undefined) return { key };
    // Those that are met again come first.
    known.splice(at, 1);
    known.unshift(found);
    return { key, because: found.because };
  }

  add(key: string, aspect: number, { alive, included }: State, wanted: BitSet, because: BitSet): void {
    if (this.#exact.size < MOST_KEPT) this.#exact.set(key, because);
    const general = aspectKey(aspect, { alive, included }, wanted);
    const known = this.#byAspect.get(general) ?? [];
    this.#byAspect.set(general, known);
    const stopping = without(because, wanted);
    known.unshift({ because, alive: stopping, included: both(stopping, included) });
    if (known.length > MOST_COMPARED) known.pop();
  }
}

/** Those that shall be met must be in question and included just alike: what helps the others harms them. */
function aspectKey(aspect: number, { alive, included }: State, wanted: BitSet): string {
  return isEmpty(wanted)
    ? String(aspect)
    : `${aspect} ${keyOf(wanted)}${keyOf(both(alive, wanted))}${keyOf(both(included, wanted))}`;
}
