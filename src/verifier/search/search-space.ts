import { LISTED_DIMENSIONS, listedCircumstances, valuesOf } from "../../conditions";
import type { Device } from "../../device-filter/device";
import type { Circumstances, ListedDimension, Network } from "../../model/dimensions";
import type { Principal, SignIn } from "../../model/sign-in";
import type { Reading } from "../../model/truth";
import { type BitSet, bitSetWhere, both } from "./bit-set";
import type { CandidatePolicy } from "./candidate-policy";
import { type Column, columnsOf } from "./column";
import { Combinations } from "./combinations";
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
  const everybody = bitSetWhere(candidates.length, () => true);
  const anyDevice = bitSetWhere(
    candidates.length,
    (index) => candidates[index]?.policy.conditions.device.kind !== "filter",
  );
  return {
    candidates,
    reading,
    columns,
    combinations: new Combinations(columns, everybody),
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
