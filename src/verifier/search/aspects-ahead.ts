import type { Aspect, Option } from "./aspect";
import { type BitSet, both, either, emptyBitSet, intersects, without } from "./bit-set";

/** Candidate policies still in question when some aspects of the network are settled. */
export interface State {
  /** Those that no option taken so far excludes and that are included, or can be. */
  readonly alive: BitSet;
  readonly included: BitSet;
}

/** What the aspects of a network that aren't settled yet can still change. The first ones are settled first. */
export class AspectsAhead {
  /** Candidate policies that an aspect can make a difference to. */
  readonly #touched: readonly BitSet[];
  /** Those that an aspect or a later one can include, and exclude. */
  readonly #includable: readonly BitSet[];
  readonly #excludable: readonly BitSet[];

  /** @param size how many candidate policies there are */
  constructor(aspects: readonly Aspect[], size: number) {
    const none = emptyBitSet(size);
    this.#touched = aspects.map(({ includable, excludable, usual }) =>
      [includable, excludable, usual?.included ?? none, usual?.excluded ?? none].reduce(either),
    );
    const includable = aspects.map((aspect) => aspect.includable);
    const excludable = aspects.map((aspect) => aspect.excludable);
    this.#includable = fromEachOn(includable, none);
    this.#excludable = fromEachOn(excludable, none);
  }

  /** The state without those that neither are included nor can be by this aspect or a later one. */
  from(depth: number, { alive, included }: State): State {
    const left = both(alive, either(included, this.#includable[depth] ?? included));
    return { alive: left, included: both(included, left) };
  }

  /** Those of the included ones that neither this aspect nor a later one can exclude, in a set of its own. */
  settled(depth: number, included: BitSet): BitSet {
    return without(included, this.#excludable[depth] ?? NOTHING);
  }

  /**
   * Whether with this option one of those that stop on any device stops for good, whatever this aspect and later ones are.
   * If so one is put into `because`, where none is there already.
   */
  isStopped(depth: number, { alive, included }: State, option: Option, stops: BitSet, because: BitSet): boolean {
    const excludable = this.#excludable[depth] ?? NOTHING;
    let at = -1;
    let least = 0;
    for (let word = 0; word < alive.length; word++) {
      const met =
        ((included[word] ?? 0) | (option.included[word] ?? 0)) & (alive[word] ?? 0) & ~(option.excluded[word] ?? 0);
      const stopping = met & ~(excludable[word] ?? 0) & (stops[word] ?? 0);
      if (stopping === 0) continue;
      if ((stopping & (because[word] ?? 0)) !== 0) return true;
      if (at < 0) [at, least] = [word, stopping & -stopping];
    }
    if (at >= 0) because[at] = (because[at] ?? 0) | least;
    return at >= 0;
  }

  /** The first aspect, from this one on, that can make a difference to any of them; -1 where none can. */
  next(depth: number, alive: BitSet): number {
    return this.#touched.findIndex((touched, aspect) => aspect >= depth && intersects(touched, alive));
  }

  /** Whether the aspect can make a difference to any of them. */
  touches(aspect: number, candidates: BitSet): boolean {
    return intersects(this.#touched[aspect] ?? NOTHING, candidates);
  }
}

const NOTHING: BitSet = new Uint32Array(0);

/** For each aspect what it or a later one has, and nothing after the last. */
function fromEachOn(aspects: readonly BitSet[], none: BitSet): readonly BitSet[] {
  const all = [none];
  for (const aspect of aspects.toReversed()) all.unshift(either(aspect, all[0] ?? none));
  return all;
}
