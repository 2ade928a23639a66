import { parseAddress } from "../law/addresses/address";
import { CONDITIONS, isListed, meetsCondition, valuesOf } from "../law/conditions";
import { hangsOnNotKnown } from "../law/conditions/devices";
import { listsNetwork } from "../law/conditions/network-law";
import type {
  Circumstances,
  Conditions,
  Dimension,
  ListedDimension,
  LocationCondition,
  LocationList,
  Network,
} from "../law/model/dimensions";
import type { LocationId } from "../law/model/ids";
import type { RecordedCircumstances, RecordedValues } from "../law/model/recorded-sign-in";
import type { Tenant } from "../law/model/tenant";
import { type Truth, truthOf } from "../law/model/truth";

/** Whether something of a policy is met. *depends*: on what the record doesn't say, or the tenant file doesn't know. */
export type Met = Truth | "depends";

/** What holds in all of the cases; *depends* where it differs from one to the next, or there is none. */
export function inAllCases(cases: readonly Met[]): Met {
  const [first = "depends", ...others] = new Set(cases);
  return others.length > 0 ? "depends" : first;
}

type Known = Pick<Tenant, "locations">;

/** Whether a policy's condition is met, whatever the record doesn't tell. */
export function meetsHow(
  dimension: Dimension,
  conditions: Conditions,
  recorded: RecordedCircumstances,
  tenant: Known,
): Met {
  if (conditions[dimension].kind === "any") return "yes";
  if (isListed(dimension)) return meetsListed(dimension, conditions, recorded, tenant);
  if (dimension === "network") return meetsPlaces(conditions.network, recorded, tenant);
  const { device } = recorded;
  return device === undefined || hangsOnNotKnown(conditions.device, device)
    ? "depends"
    : CONDITIONS.device.meets(conditions.device, device, tenant);
}

/** A value that isn't recorded may be any. */
function meetsListed<D extends ListedDimension>(
  dimension: D,
  conditions: Conditions,
  recorded: RecordedValues,
  tenant: Known,
): Met {
  const value: Circumstances[D] | undefined = recorded[dimension];
  const values = value === undefined ? valuesOf(dimension) : [value];
  return inAllCases(values.map((one) => meetsCondition(dimension, conditions, one, tenant)));
}

function meetsPlaces(condition: LocationCondition, recorded: RecordedCircumstances, tenant: Known): Met {
  if (condition.kind === "any") return "yes";
  const included = holds(condition.include, recorded, tenant);
  const excluded = holds(condition.exclude, recorded, tenant);
  if (included === "no" || excluded === "yes") return "no";
  if (excluded === "no") return included;
  return included === "depends" || excluded === "depends" ? "depends" : "unclear";
}

/** Whether a list of locations holds somebody who signs in from there. A place that nobody can tell may hold them or not. */
function holds({ all, allTrusted, ids }: LocationList, recorded: RecordedCircumstances, tenant: Known): Met {
  const network = networkOf(recorded);
  const lists = (list: Partial<LocationList>): Met => listsNetwork({ ...NOWHERE, ...list }, network, tenant);
  const isSeen = recorded.address === undefined ? truthOf(recorded.trusted === true) : lists({ allTrusted });
  const trusted = allTrusted ? isSeen : "no";
  const met: readonly Met[] = [
    all ? "yes" : "no",
    // Where the record doesn't say what Entra saw, a list that Graph doesn't show may trust the address.
    trusted !== "yes" && allTrusted && recorded.trusted === undefined ? "depends" : trusted,
    ...Array.from(ids, (id) => (isOpen(id, recorded, tenant) ? "depends" : lists({ ids: new Set([id]) }))),
  ];
  return (["yes", "depends", "unclear"] as const).find((one) => met.includes(one)) ?? "no";
}

const NOWHERE: LocationList = { all: false, allTrusted: false, ids: new Set<LocationId>() };

/** Whether nobody knows if the location holds somebody who signs in from there. */
function isOpen(id: LocationId, { address, country }: RecordedCircumstances, { locations }: Known): boolean {
  const { extent } = locations?.get(id) ?? {};
  if (extent === undefined || extent.kind === "notKnown") return true;
  if (extent.kind === "ranges") return address === undefined;
  return extent.kind === "countries" && (extent.by === "gps" || country === undefined);
}

/** Where it stands in for an address that isn't recorded, nothing that depends on the address is asked of it. */
const SOME_ADDRESS = { family: 4, value: 0n } as const;

const networkOf = ({ address, country, trusted }: RecordedCircumstances): Network => ({
  address: parseAddress(address ?? "") ?? SOME_ADDRESS,
  countryByAddress: country === undefined ? { kind: "unnamed" } : { kind: "code", code: country },
  countryByGps: { kind: "unnamed" },
  trustedElsewhere: trusted === true,
  within: new Set(),
});
