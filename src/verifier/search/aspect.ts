import type { Network } from "../../law/model/dimensions";
import { add, type BitSet, countBits, either, emptyBitSet, isWithin, keyOf, without } from "./bit-set";

/** A part of a network, and the candidate policies whose condition it includes, or excludes. */
export interface Option {
  readonly network: Partial<Network>;
  readonly included: BitSet;
  readonly excluded: BitSet;
}

/**
 * One thing that a network can vary in, apart from all the others: an address, a country by address, a country by GPS,
 * hidden trust, or being within a location whose networks can't be read. More ordinary options come first.
 */
export interface Aspect {
  readonly options: readonly Option[];
  /** The most ordinary option, taken where the aspect makes no difference; it may not be among those to be looked at. */
  readonly usual: Option | undefined;
  /** Candidate policies that some option includes, and that some option excludes. */
  readonly includable: BitSet;
  readonly excludable: BitSet;
}

/** An aspect with more distinct options than this isn't looked at: the verdict is then unknown, with the reason. */
export const MOST_OPTIONS = 50_000;

/**
 * The aspect with one option for each difference that it makes. With `leastOnly` an option is dropped when another one leads
 * to meeting fewer conditions whatever the other aspects are: it can't be a bypass unless the other one is.
 * @param size how many candidate policies there are
 * @returns `tooMany` where even so there are more than can be told apart
 */
export function aspectOf(options: Iterable<Option>, leastOnly: boolean, size: number): Aspect | "tooMany" {
  const different = distinct(options);
  if (different === "tooMany") return "tooMany";
  const kept = leastOnly ? least(different) : different;
  const includable = emptyBitSet(size);
  const excludable = emptyBitSet(size);
  for (const { included, excluded } of kept) {
    add(includable, included);
    add(excludable, excluded);
  }
  return { options: kept, usual: different[0], includable, excludable };
}

function distinct(options: Iterable<Option>): readonly Option[] | "tooMany" {
  const found = new Map<string, Option>();
  for (const { network, included, excluded } of options) {
    const option = { network, included: without(included, excluded), excluded };
    const key = keyOf(option.included) + keyOf(excluded);
    if (found.has(key)) continue;
    if (found.size === MOST_OPTIONS) return "tooMany";
    found.set(key, option);
  }
  return [...found.values()];
}

/** Comparing everything with everything would be quadratic; looking at the smallest ones catches nearly all. */
const COMPARED = 256;

function least(options: readonly Option[]): readonly Option[] {
  const bySize = options
    .map((option, order) => ({
      option,
      order,
      included: countBits(option.included),
      excluded: countBits(option.excluded),
    }))
    .sort((one, other) => one.included - other.included || other.excluded - one.excluded);
  const found: typeof bySize = [];
  for (const candidate of bySize)
    if (!found.slice(0, COMPARED).some((smaller) => meetsLess(smaller.option, candidate.option))) found.push(candidate);
  return found.sort((one, other) => one.order - other.order).map(({ option }) => option);
}

const meetsLess = (one: Option, other: Option): boolean =>
  isWithin(one.included, either(other.included, one.excluded)) && isWithin(other.excluded, one.excluded);
