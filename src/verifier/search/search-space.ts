import type { Device } from "../../device-filter/device";
import type { Network, Principal, SignIn } from "../../model/sign-in";
import type { Reading } from "../../model/truth";
import { type BitSet, bitSetWhere, both } from "./bit-set";
import type { CandidatePolicy } from "./candidate-policy";
import { Combinations } from "./combinations";
import { type Dimension, type ListedDimension, listedDimensions } from "./dimension";
import { type Networks, networksOf } from "./networks";

/** The universe of sign-ins under one reading, cut into assignments on each of which every candidate policy is constant. */
export interface SearchSpace {
  readonly candidates: readonly CandidatePolicy[];
  readonly dimensions: readonly Dimension[];
  readonly combinations: Combinations;
  readonly networks: Networks;
  /** Candidate policies that any device meets. */
  readonly anyDevice: BitSet;
  /** Candidate policies that a combination alone decides about: any place and any device meet them. */
  readonly plain: BitSet;
}

/** A point of the search space: a value of each listed dimension by its number, a place with the candidate policies that it meets, a device. */
export interface Assignment {
  readonly values: readonly number[];
  readonly network: Network;
  readonly networkMatch: BitSet;
  readonly device: Device;
}

/**
 * @param leastOnly see {@link networksOf}
 * @returns `undefined` where there are more distinct places than can be told apart
 */
export function searchSpaceOf(
  candidates: readonly CandidatePolicy[],
  reading: Reading,
  leastOnly = true,
): SearchSpace | undefined {
  const networks = networksOf(candidates, reading, leastOnly);
  if (networks === "tooMany") return undefined;
  const dimensions = listedDimensions(candidates, reading);
  const everybody = bitSetWhere(candidates.length, () => true);
  const anyDevice = bitSetWhere(candidates.length, (index) => candidates[index]?.policy.device.kind !== "filter");
  return {
    candidates,
    dimensions,
    combinations: new Combinations(dimensions, everybody),
    networks,
    anyDevice,
    plain: both(networks.met, anyDevice),
  };
}

/** The sign-in that stands for a assignment. */
export function signInAt({ dimensions }: SearchSpace, assignment: Assignment, principal: Principal): SignIn {
  const value = <Name extends ListedDimension>(name: Name): SignIn[Name] => ownValue(dimensions, assignment, name);
  return {
    principal,
    clientApp: value("clientApp"),
    platform: value("platform"),
    network: assignment.network,
    device: assignment.device,
    signInRisk: value("signInRisk"),
    userRisk: value("userRisk"),
    insiderRisk: value("insiderRisk"),
    authenticationFlow: value("authenticationFlow"),
  };
}

/** The values of a dimension of this name are values of this name: dimensions are made so, see `listedDimensions`. */
function ownValue<Name extends ListedDimension>(
  dimensions: readonly Dimension[],
  assignment: Assignment,
  name: Name,
): SignIn[Name] {
  const depth = dimensions.findIndex((dimension) => dimension.name === name);
  return dimensions[depth]?.values[assignment.values[depth] ?? 0] as SignIn[Name];
}
