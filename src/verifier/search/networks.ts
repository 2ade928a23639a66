import { parseAddress } from "../../law/addresses/address";
import type { Network } from "../../law/model/dimensions";
import type { Reading } from "../../law/model/truth";
import { type Aspect, aspectOf, type Option } from "./aspect";
import { add, type BitSet, bitSetWhere, both, intersects, without } from "./bit-set";
import type { CandidatePolicy } from "./candidate-policy";
import { NetworkOptions } from "./network-options";

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
 * @param leastOnly see {@link aspectOf}
 * @returns `tooMany` where there are more than can be told apart
 */
export function networksOf(
  candidates: readonly CandidatePolicy[],
  reading: Reading,
  leastOnly: boolean,
): Networks | "tooMany" {
  const aspects: Aspect[] = [];
  for (const options of new NetworkOptions(candidates, reading).byAspect()) {
    const aspect = aspectOf(options, leastOnly, candidates.length);
    if (aspect === "tooMany") return "tooMany";
    aspects.push(aspect);
  }
  const start = startOf(candidates);
  return {
    start,
    aspects,
    met: metByEveryNetwork(start, aspects),
    options: aspects.reduce((sum, { options }) => sum + options.length, 0),
  };
}

/** What holds for every network: conditions that aren't configured, `All`, and excluded ids that nobody knows. */
const startOf = (candidates: readonly CandidatePolicy[]): Networks["start"] => ({
  included: bitSetWhere(candidates, ({ policy: { conditions } }) => {
    const { network } = conditions;
    return network.kind === "any" || network.include.all;
  }),
  excluded: bitSetWhere(candidates, ({ policy: { conditions }, context: { tenant } }) => {
    const { network } = conditions;
    if (network.kind === "any") return false;
    return network.exclude.all || [...network.exclude.ids].some((id) => !tenant.locations?.has(id));
  }),
});

/** Met wherever one is: included at the start, or by all options of some aspect, and excluded by nothing. */
function metByEveryNetwork(start: Networks["start"], aspects: readonly Aspect[]): BitSet {
  const met = start.included.slice();
  for (const { options } of aspects) {
    const [first, ...others] = options.map(({ included }) => included);
    if (first !== undefined) add(met, others.reduce(both, first));
  }
  return aspects.reduce((left, { excludable }) => without(left, excludable), without(met, start.excluded));
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

const ORDINARY_NETWORK: Network = {
  address: parseAddress("203.0.113.7") ?? { family: 4, value: 0n },
  countryByAddress: { kind: "unnamed" },
  countryByGps: { kind: "unnamed" },
  trustedElsewhere: false,
  within: new Set(),
};

const together = (network: Network, part: Partial<Network>): Network => ({
  ...network,
  ...part,
  within: part.within === undefined ? network.within : new Set([...network.within, ...part.within]),
});
