import { meetsClientApps } from "../law/client-apps";
import { meets } from "../law/levels";
import { meetsPlatforms } from "../law/platforms";
import type { Policy } from "../policy";
import { CLIENT_APPS, FLOWS, INSIDER_RISKS, PLATFORMS, RISKS, type SignIn } from "../sign-in";
import { holds, type Reading, type Truth } from "../truth";
import { type Bits, bitsWhere, both } from "./bits";
import type { Contender } from "./contender";

/** The dimensions with a handful of values. Places and devices are looked for otherwise. */
export type ListedDimension = Exclude<keyof SignIn, "principal" | "place" | "device">;

/** One dimension, cut into values that stand for all others, each with the contenders whose condition it meets. */
export interface Dimension {
  readonly name: ListedDimension;
  readonly values: readonly SignIn[ListedDimension][];
  readonly match: readonly Bits[];
  /** Contenders that every value meets. */
  readonly met: Bits;
}

type Law<Value> = (policy: Policy, value: Value) => Truth;

function listed<Name extends ListedDimension>(
  name: Name,
  values: readonly SignIn[Name][],
  law: Law<SignIn[Name]>,
): (contenders: readonly Contender[], reading: Reading) => Dimension {
  return (contenders, reading) => {
    const match = values.map((value) =>
      bitsWhere(contenders.length, (index) => {
        const contender = contenders[index];
        return contender !== undefined && holds(law(contender.policy, value), reading);
      }),
    );
    const [first = new Uint32Array(1), ...others] = match;
    return { name, values, match, met: others.reduce(both, first) };
  };
}

const LISTED = [
  listed("clientApp", CLIENT_APPS, (policy, value) => meetsClientApps(policy.clientApps, value)),
  listed("platform", PLATFORMS, (policy, value) => meetsPlatforms(policy.platforms, value)),
  listed("flow", FLOWS, (policy, value) => meets(policy.flows, value)),
  listed("insiderRisk", INSIDER_RISKS, (policy, value) => meets(policy.insiderRisk, value)),
  listed("signInRisk", RISKS, (policy, value) => meets(policy.signInRisk, value)),
  listed("userRisk", RISKS, (policy, value) => meets(policy.userRisk, value)),
];

export const listedDimensions = (contenders: readonly Contender[], reading: Reading): readonly Dimension[] =>
  LISTED.map((cut) => cut(contenders, reading));
