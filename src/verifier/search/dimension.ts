import type { Policy } from "../../model/policy";
import { AUTHENTICATION_FLOWS, CLIENT_APPS, INSIDER_RISKS, PLATFORMS, RISKS, type SignIn } from "../../model/sign-in";
import { holds, type Reading, type Truth } from "../../model/truth";
import { meetsClientApps } from "../law/client-apps";
import { meets } from "../law/levels";
import { meetsPlatforms } from "../law/platforms";
import { type BitSet, bitSetWhere, both } from "./bit-set";
import type { CandidatePolicy } from "./candidate-policy";

/** The dimensions with a handful of values. Places and devices are looked for otherwise. */
export type ListedDimension = Exclude<keyof SignIn, "principal" | "network" | "device">;

/** One dimension, cut into values that stand for all others, each with the candidate policies whose condition it meets. */
export interface Dimension {
  readonly name: ListedDimension;
  readonly values: readonly SignIn[ListedDimension][];
  readonly match: readonly BitSet[];
  /** Candidate policies that every value meets. */
  readonly met: BitSet;
}

type Law<Value> = (policy: Policy, value: Value) => Truth;

function listed<Name extends ListedDimension>(
  name: Name,
  values: readonly SignIn[Name][],
  law: Law<SignIn[Name]>,
): (candidates: readonly CandidatePolicy[], reading: Reading) => Dimension {
  return (candidates, reading) => {
    const match = values.map((value) =>
      bitSetWhere(candidates.length, (index) => {
        const candidate = candidates[index];
        return candidate !== undefined && holds(law(candidate.policy, value), reading);
      }),
    );
    const [first = new Uint32Array(1), ...others] = match;
    return { name, values, match, met: others.reduce(both, first) };
  };
}

const LISTED = [
  listed("clientApp", CLIENT_APPS, (policy, value) => meetsClientApps(policy.clientApps, value)),
  listed("platform", PLATFORMS, (policy, value) => meetsPlatforms(policy.platforms, value)),
  listed("authenticationFlow", AUTHENTICATION_FLOWS, (policy, value) => meets(policy.flows, value)),
  listed("insiderRisk", INSIDER_RISKS, (policy, value) => meets(policy.insiderRisk, value)),
  listed("signInRisk", RISKS, (policy, value) => meets(policy.signInRisk, value)),
  listed("userRisk", RISKS, (policy, value) => meets(policy.userRisk, value)),
];

export const listedDimensions = (candidates: readonly CandidatePolicy[], reading: Reading): readonly Dimension[] =>
  LISTED.map((cut) => cut(candidates, reading));
