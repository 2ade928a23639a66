import { LISTED_DIMENSIONS, listedCircumstances, meetsCondition, valuesOf } from "../../law/conditions";
import type { Device } from "../../law/device-filter/device";
import type { Circumstances, DeviceFilter, ListedDimension, Network } from "../../law/model/dimensions";
import type { Principal, SignIn } from "../../law/model/sign-in";
import { holds, type Reading } from "../../law/model/truth";
import { type BitSet, bitSetOfAll, bitSetWhere, both, either, hasBit, without } from "./bit-set";
import type { CandidatePolicy } from "./candidate-policy";
import { type Column, Combinations, columnsOf } from "./combinations";
import { type Networks, networksOf } from "./networks";

/** The universe of sign-ins under one reading, cut into assignments on each of which every candidate policy is constant. */
export interface SearchSpace {
  readonly candidates: readonly CandidatePolicy[];
  readonly reading: Reading;
  readonly columns: readonly Column[];
  readonly combinations: Combinations;
  readonly networks: Networks;
  /** Candidate policies that any device meets. */
  readonly anyDevice: BitSet;
  /** Candidate policies that a combination alone decides about: any network and any device meet them. */
  readonly plain: BitSet;
}

/** A point of the search space: a value of each listed dimension by its number, a network with the candidate policies that it meets, a device. */
export interface Assignment {
  readonly values: readonly number[];
  readonly network: Network;
  readonly networkMatch: BitSet;
  readonly device: Device;
}

/**
 * @param leastOnly see {@link networksOf}
 * @returns `undefined` where there are more distinct networks than can be told apart
 */
export function searchSpaceOf(
  candidates: readonly CandidatePolicy[],
  reading: Reading,
  leastOnly = true,
): SearchSpace | undefined {
  const networks = networksOf(candidates, reading, leastOnly);
  if (networks === "tooMany") return undefined;
  const columns = columnsOf(candidates, reading);
  const anyDevice = bitSetWhere(candidates, ({ policy }) => policy.conditions.device.kind !== "filter");
  return {
    candidates,
    reading,
    columns,
    combinations: new Combinations(columns, bitSetOfAll(candidates)),
    networks,
    anyDevice,
    plain: both(networks.met, anyDevice),
  };
}

/** The sign-in that stands for an assignment. */
export const signInAt = ({ values, network, device }: Assignment, principal: Principal): SignIn => ({
  principal,
  network,
  device,
  ...listedCircumstances((dimension) => valueAt(dimension, values[LISTED_DIMENSIONS.indexOf(dimension)])),
});

function valueAt<D extends ListedDimension>(dimension: D, number: number | undefined): Circumstances[D] {
  const value = number === undefined ? undefined : valuesOf(dimension)[number];
  if (value === undefined) throw new Error(`an assignment has a value for ${dimension}`);
  return value;
}

/** The candidate policies whose condition on it an assignment's network, or device, meets. */
export const valueMatch = (
  dimension: "device" | "network",
  { candidates }: SearchSpace,
  assignment: Assignment,
  reading: Reading,
): BitSet =>
  bitSetWhere(candidates, ({ policy, context, settled }) =>
    holds(
      meetsCondition(dimension, policy.conditions, assignment[dimension], context.tenant),
      settled?.conditions[dimension] ?? reading,
    ),
  );

/** The candidate policies that meet everything of an assignment, apart from the principal. */
export function matchOf(space: SearchSpace, assignment: Assignment, reading: Reading): BitSet {
  return space.columns.reduce(
    (matched, { match }, depth) => both(matched, match[assignment.values[depth] ?? 0] ?? matched),
    both(assignment.networkMatch, valueMatch("device", space, assignment, reading)),
  );
}

/** The candidate policies that meet every assignment that this one meets, as far as that is easy to tell. It is one of them. */
export function coveringOf({ candidates, columns, networks, anyDevice }: SearchSpace, candidate: number): BitSet {
  const filter = candidates[candidate]?.policy.conditions.device;
  const onEachDevice = bitSetWhere(
    candidates,
    ({ policy }) => filter !== undefined && sameFilter(filter, policy.conditions.device),
  );
  let covers = either(anyDevice, onEachDevice);
  for (const { match } of columns) for (const met of match) if (hasBit(met, candidate)) covers = both(covers, met);
  const { start, aspects } = networks;
  if (hasBit(start.excluded, candidate)) return covers;
  covers = without(covers, start.excluded);
  if (hasBit(start.included, candidate)) covers = both(covers, start.included);
  for (const { options } of aspects)
    for (const { included, excluded } of options) {
      if (hasBit(included, candidate)) covers = both(covers, included);
      if (!hasBit(excluded, candidate)) covers = without(covers, excluded);
    }
  return covers;
}

const sameFilter = (one: DeviceFilter, other: DeviceFilter): boolean => JSON.stringify(one) === JSON.stringify(other);
