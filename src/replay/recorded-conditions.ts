import { isListed, meetsCondition, valuesOf } from "../law/conditions";
import type { KnownLocations } from "../law/conditions/condition";
import { hangsOnNotKnown } from "../law/conditions/devices";
import { listsNetwork } from "../law/conditions/network-law";
import type { Device } from "../law/device-filter/device";
import type { Met } from "../law/evaluate";
import type {
  Conditions,
  Dimension,
  LocationCondition,
  LocationList,
  Network,
  PartialSignIn,
} from "../law/model/dimensions";
import type { LocationId } from "../law/model/ids";
import { truthOf } from "../law/model/truth";

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
  if (dimension === "network") return meetsPlaces(conditions.network, known?.part ?? {}, tenant);
  const device = known?.part as Device | undefined;
  return device === undefined || hangsOnNotKnown(conditions.device, device)
    ? "depends"
    : meetsCondition("device", conditions, device, tenant);
}

function meetsPlaces(condition: LocationCondition, recorded: Partial<Network>, tenant: KnownLocations): Met {
  if (condition.kind === "any") return "yes";
  const included = holds(condition.include, recorded, tenant);
  const excluded = holds(condition.exclude, recorded, tenant);
  if (included === "no" || excluded === "yes") return "no";
  if (excluded === "no") return included;
  return included === "depends" || excluded === "depends" ? "depends" : "unclear";
}

/** Whether a list of locations includes the recorded network. A location with unknown extent may include it or not. */
function holds({ all, allTrusted, ids }: LocationList, recorded: Partial<Network>, tenant: KnownLocations): Met {
  if (all) return "yes";
  const network: Network = { ...UNNAMED_PLACE, ...recorded };
  const lists = (list: Partial<LocationList>): Met => listsNetwork({ ...NOWHERE, ...list }, network, tenant);
  const met = Array.from(ids, (id) => (isOpen(id, recorded, tenant) ? "depends" : lists({ ids: new Set([id]) })));
  if (allTrusted) {
    const trusted = recorded.address === undefined ? truthOf(network.trustedElsewhere) : lists({ allTrusted });
    // Unless the record says what Entra saw, a list that Graph doesn't show may trust the address.
    met.push(trusted !== "yes" && recorded.trustedElsewhere === undefined ? "depends" : trusted);
  }
  return (["yes", "depends", "unclear"] as const).find((one) => met.includes(one)) ?? "no";
}

const NOWHERE: LocationList = { all: false, allTrusted: false, ids: new Set<LocationId>() };

/** Whether it isn't known if the location includes the recorded network. */
function isOpen(
  id: LocationId,
  { address, countryByAddress }: Partial<Network>,
  { locations }: KnownLocations,
): boolean {
  const { extent } = locations?.get(id) ?? {};
  if (extent === undefined || extent.kind === "notKnown") return true;
  if (extent.kind === "ranges") return address === undefined;
  return extent.kind === "countries" && (extent.by === "gps" || countryByAddress === undefined);
}

/** Values for what isn't recorded. Without a recorded address, nothing that depends on it is asked. */
const UNNAMED_PLACE: Network = {
  address: { family: 4, value: 0n },
  countryByAddress: { kind: "unnamed" },
  countryByGps: { kind: "unnamed" },
  trustedElsewhere: false,
  within: new Set(),
};
