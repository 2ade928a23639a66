import { parseAddress } from "../../ip/address";
import type { Network } from "../../model/dimensions";
import type { LocationId } from "../../model/ids";
import type { Tenant } from "../../model/tenant";
import type { Reading } from "../../model/truth";
import {
  add,
  type BitSet,
  both,
  countBits,
  either,
  emptyBitSet,
  intersects,
  isWithin,
  keyOf,
  setBit,
  without,
} from "./bit-set";
import type { CandidatePolicy } from "./candidate-policy";
import { type Option, optionsOfAspects } from "./network-options";

/**
 * Every way in which a network can meet the location conditions: what holds of all networks, and the aspects in which networks
 * differ. Each aspect takes one of its options, whatever the others take. A candidate's condition is met where it is
 * included at the start or by an option, and excluded by none.
 */
export interface Networks {
  readonly start: { readonly included: BitSet; readonly excluded: BitSet };
  readonly aspects: readonly Aspect[];
  /** Candidate policies that every network meets. */
  readonly met: BitSet;
  /** How many options there are in all. */
  readonly options: number;
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

const ORDINARY_ADDRESS = parseAddress("203.0.113.7") ?? { family: 4, value: 0n };

/**
 * With `leastOnly` an option is dropped when another one of the same aspect leads to meeting fewer conditions whatever the
 * other aspects are: it can't be a bypass unless the other one is.
 * @returns `tooMany` where even so there are more than can be told apart
 */
export function networksOf(
  candidates: readonly CandidatePolicy[],
  reading: Reading,
  leastOnly: boolean,
): Networks | "tooMany" {
  const start = startOf(candidates);
  const aspects: Aspect[] = [];
  for (const options of optionsOfAspects(candidates, reading)) {
    const different = distinct(options);
    if (different === "tooMany") return "tooMany";
    aspects.push(aspectWith(leastOnly ? least(different) : different, different[0], candidates.length));
  }
  return {
    start,
    aspects,
    met: metByEveryNetwork(start, aspects),
    options: aspects.reduce((sum, { options }) => sum + options.length, 0),
  };
}

/**
 * The network with these options of some aspects, by number. For the others it takes the most ordinary one, unless that
 * includes any of those asked about, which none of the options to be looked at does.
 */
export function networkWith(
  { start, aspects }: Networks,
  taken: ReadonlyMap<number, Option>,
  asked: BitSet,
): { readonly network: Network; readonly networkMatch: BitSet } {
  let network = ORDINARY_NETWORK;
  const included = start.included.slice();
  const excluded = start.excluded.slice();
  for (const option of taken.values()) add(excluded, option.excluded);
  const inQuestion = without(asked, excluded);
  aspects.forEach(({ options, usual }, number) => {
    const ordinary = usual !== undefined && intersects(usual.included, inQuestion) ? options[0] : usual;
    const option = taken.get(number) ?? ordinary;
    if (option === undefined) return;
    network = together(network, option.network);
    add(included, option.included);
    add(excluded, option.excluded);
  });
  return { network, networkMatch: without(included, excluded) };
}

/** Met wherever one is: included at the start, or by all options of some aspect, and excluded by nothing. */
function metByEveryNetwork(start: Networks["start"], aspects: readonly Aspect[]): BitSet {
  const met = start.included.slice();
  for (const { options } of aspects) {
    const [first, ...others] = options.map(({ included }) => included);
    if (first !== undefined) add(met, others.reduce(both, first));
  }
  return aspects.reduce((left, { excludable }) => without(left, excludable), without(met, start.excluded));
}

function aspectWith(options: readonly Option[], usual: Option | undefined, size: number): Aspect {
  const includable = emptyBitSet(size);
  const excludable = emptyBitSet(size);
  for (const { included, excluded } of options) {
    add(includable, included);
    add(excludable, excluded);
  }
  return { options, usual, includable, excludable };
}

/** One option for each difference that it makes; `tooMany` where there are more than can be told apart. */
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

/** What holds for every network: conditions that aren't configured, `All`, and excluded ids that nobody knows. */
function startOf(candidates: readonly CandidatePolicy[]): Networks["start"] {
  const included = emptyBitSet(candidates.length);
  const excluded = emptyBitSet(candidates.length);
  candidates.forEach(
    (
      {
        policy: {
          conditions: { network: condition },
        },
        context: { tenant },
      },
      index,
    ) => {
      if (condition.kind === "any" || condition.include.all) setBit(included, index);
      if (condition.kind === "any") return;
      if (condition.exclude.all || [...condition.exclude.ids].some((id) => isDangling(id, tenant)))
        setBit(excluded, index);
    },
  );
  return { included, excluded };
}

const ORDINARY_NETWORK: Network = {
  address: ORDINARY_ADDRESS,
  countryByAddress: { kind: "unnamed" },
  countryByGps: { kind: "unnamed" },
  trustedElsewhere: false,
  within: new Set(),
};

const isDangling = (id: LocationId, { locations }: Tenant): boolean => !locations?.has(id);

const together = (network: Network, part: Partial<Network>): Network => ({
  ...network,
  ...part,
  within: part.within === undefined ? network.within : new Set([...network.within, ...part.within]),
});

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
