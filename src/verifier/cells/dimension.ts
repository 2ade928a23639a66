import { meetsClientApps } from "../law/client-apps";
import { meets } from "../law/levels";
import { meetsPlatforms } from "../law/platforms";
import type { Policy } from "../policy";
import { CLIENT_APPS, FLOWS, INSIDER_RISKS, PLATFORMS, RISKS, type SignIn } from "../sign-in";
import { holds, type Reading, type Truth } from "../truth";
import { type PlaceCell, placeCells } from "../universe/places";
import { type Bits, bitsWhere, both } from "./bits";
import type { Contender } from "./contender";

/** The dimensions that are cut into cells beforehand. Devices aren't: there a solver looks for one. */
export type CutDimension = Exclude<keyof SignIn, "principal" | "device">;

/** One dimension, cut into values that stand for all others, each with the contenders whose condition it meets. */
export interface Dimension {
  readonly name: CutDimension;
  readonly values: readonly SignIn[CutDimension][];
  readonly match: readonly Bits[];
  /** Contenders that every value meets. */
  readonly met: Bits;
}

type Law<Value> = (policy: Policy, value: Value) => Truth;

function listed<Name extends CutDimension>(
  name: Name,
  values: readonly SignIn[Name][],
  law: Law<SignIn[Name]>,
): (contenders: readonly Contender[], reading: Reading) => Dimension {
  return (contenders, reading) =>
    dimension(
      name,
      values,
      values.map((value) =>
        bitsWhere(contenders.length, (index) => {
          const contender = contenders[index];
          return contender !== undefined && holds(law(contender.policy, value), reading);
        }),
      ),
    );
}

function dimension(name: CutDimension, values: Dimension["values"], match: readonly Bits[]): Dimension {
  const [first = new Uint32Array(1), ...others] = match;
  return { name, values, match, met: others.reduce(both, first) };
}

const LISTED = [
  listed("clientApp", CLIENT_APPS, (policy, value) => meetsClientApps(policy.clientApps, value)),
  listed("platform", PLATFORMS, (policy, value) => meetsPlatforms(policy.platforms, value)),
  listed("flow", FLOWS, (policy, value) => meets(policy.flows, value)),
  listed("insiderRisk", INSIDER_RISKS, (policy, value) => meets(policy.insiderRisk, value)),
  listed("signInRisk", RISKS, (policy, value) => meets(policy.signInRisk, value)),
  listed("userRisk", RISKS, (policy, value) => meets(policy.userRisk, value)),
];

const placeDimension = (cells: readonly PlaceCell[]): Dimension =>
  dimension(
    "place",
    cells.map(({ place }) => place),
    cells.map(({ match }) => match),
  );

/**
 * All dimensions but the device, those with few values first.
 * @param leastOnly see {@link placeCells}
 */
export function dimensionsOf(
  contenders: readonly Contender[],
  reading: Reading,
  leastOnly: boolean,
): readonly Dimension[] | "tooManyPlaces" {
  const places = placeCells(contenders, reading, leastOnly);
  if (places === "tooMany") return "tooManyPlaces";
  return [...LISTED.map((cut) => cut(contenders, reading)), placeDimension(places)];
}
