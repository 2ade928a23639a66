import type { OracleDevice } from "./devices";
import { atWillIn, MFA_PAIRS, ONE_FACTOR, type Shown } from "./grant";
import { subsets } from "./places";
import { flags, list, type Raw, raw, texts } from "./raw";

/**
 * Everything that a sign-in can show, on any of these devices. Anybody can show terms, apps, custom controls and a new password: a sign-in without them matters
 * only where it is asked what one tenant stops and another doesn't.
 */
export function shownIn(
  tenants: readonly Raw[],
  flows: readonly string[],
  devices: readonly OracleDevice[],
): readonly Shown[] {
  const atWill = tenants.flatMap((tenant) => list(tenant["policies"])).flatMap(atWillIn);
  const omissions = tenants.length > 1 ? subsets([...new Set(atWill)]) : [new Set<string>()];
  return flows.flatMap((flow) =>
    devices
      // A device-code flow shows no device.
      .filter((device) => flow !== "devicecodeflow" || device.size === 0)
      .flatMap((device) =>
        factorsOf(tenants).flatMap((factors) => omissions.map((omitted) => ({ flow, device, factors, omitted }))),
      ),
  );
}

/** Sets of methods that some strength asks for, without one method or two together that are MFA. */
function factorsOf(tenants: readonly Raw[]): ReadonlySet<string>[] {
  const strengths = tenants.flatMap((tenant) => [
    ...list(tenant["authenticationStrengthPolicies"]),
    ...list(tenant["policies"]).map((policy) => raw(raw(policy["grantControls"])["authenticationStrength"])),
  ]);
  const named = strengths.flatMap((strength) => texts(strength["allowedCombinations"])).flatMap(flags);
  const methods = [...new Set(named)].filter((method) => ONE_FACTOR.includes(method));
  const sets: string[][] = [[]];
  for (const method of methods)
    sets.push(...sets.filter((set) => !set.some(isMfaWith(method))).map((set) => [...set, method]));
  return sets.map((set) => new Set(set));
}

const isMfaWith = (one: string) => (other: string) =>
  MFA_PAIRS.some((pair) => pair.includes(one) && pair.includes(other));
