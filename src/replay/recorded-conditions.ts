import { includes } from "../law/addresses/address";
import { isListed, meetsCondition, valuesOf } from "../law/conditions";
import type { KnownLocations } from "../law/conditions/condition";
import { hangsOnNotKnown } from "../law/conditions/devices";
import { holdsCountry, type LocationTerms, located } from "../law/conditions/network-law";
import type { Device } from "../law/device-filter/device";
import type { Conditions, Dimension, Network, PartialSignIn } from "../law/model/dimensions";
import { METS, type Met, some, truthOf } from "../law/model/truth";

/** The answer that all cases have in common; *depends* if they differ. */
export function commonAnswer(cases: readonly Met[]): Met {
  const [first = "depends", ...others] = new Set(cases);
  return others.length > 0 ? "depends" : first;
}

/** Whether a policy's condition is met for every value that the record leaves open. */
export function isMet<D extends Dimension>(
  dimension: D,
  conditions: Conditions,
  recorded: PartialSignIn,
  tenant: KnownLocations,
): Met {
  const known = recorded[dimension];
  if (conditions[dimension].kind === "any") return "yes";
  if (known?.kind === "whole") return meetsCondition(dimension, conditions, known.value, tenant);
  // A value that isn't recorded can be any value.
  if (isListed(dimension))
    return commonAnswer(valuesOf(dimension).map((one) => meetsCondition(dimension, conditions, one, tenant)));
  if (dimension === "network") return located(conditions.network, tenant, recordedTerms(known?.part ?? {}));
  const device = known?.part as Device | undefined;
  return device === undefined || hangsOnNotKnown(conditions.device, device)
    ? "depends"
    : meetsCondition("device", conditions, device, tenant);
}

/** The network of a record. A location with unknown places, or a place that isn't recorded, may be in a list or not. */
const recordedTerms = ({ address, countryByAddress, trustedElsewhere }: Partial<Network>): LocationTerms<Met> => ({
  ...METS,
  isInRanges: (ranges) => (address === undefined ? "depends" : truthOf(includes(ranges, address))),
  isInCountries: (list) =>
    list.by === "gps" || countryByAddress === undefined ? "depends" : truthOf(holdsCountry(list, countryByAddress)),
  isInUnknown: () => "depends",
  isInOdd: () => "unclear",
  isTrusted(marked) {
    const known = address === undefined ? [] : marked().filter((met) => met !== "depends");
    const trusted = some([truthOf(trustedElsewhere === true), ...known]);
    // Unless the record says what Entra saw, a list that Graph doesn't show may trust the address.
    return trusted !== "yes" && trustedElsewhere === undefined ? "depends" : trusted;
  },
});
