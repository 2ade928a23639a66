import { parseAddress } from "../law/addresses/address";
import { CONDITIONS, isListed, meetsCondition, valuesOf } from "../law/conditions";
import { hangsOnNotKnown } from "../law/conditions/devices";
import { meetsLocations } from "../law/conditions/network-law";
import type {
  Circumstances,
  Conditions,
  Country,
  Dimension,
  ListedDimension,
  LocationCondition,
  Network,
} from "../law/model/dimensions";
import type { LocationId } from "../law/model/ids";
import type { RecordedCircumstances, RecordedValues } from "../law/model/recorded-sign-in";
import type { NamedLocation, Tenant } from "../law/model/tenant";
import { inAllCases, type Met } from "./met";

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
  if (dimension === "network")
    return inAllCases(
      networksOf(conditions.network, recorded, tenant).map((one) => meetsLocations(conditions.network, one, tenant)),
    );
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

/**
 * The networks that somebody may have signed in from, as far as a condition tells them apart: one that is in no place of which
 * nobody knows whether it holds them, and for each of these places one that is in it. A single place meets the condition, or keeps it
 * from being met, so that two together show nothing else. None where the address isn't recorded.
 */
function networksOf(condition: LocationCondition, recorded: RecordedCircumstances, tenant: Known): readonly Network[] {
  const network = networkOf(recorded);
  if (network === undefined || condition.kind === "any") return [];
  const [first, ...others] = hiddenTrust(recorded, tenant).map((trustedElsewhere) => ({
    ...network,
    trustedElsewhere,
  }));
  const places = placesIn(condition, tenant).flatMap(([id, place]) => openIn(id, place, recorded.country));
  return first === undefined ? [] : [first, ...others, ...places.map((place) => ({ ...first, ...place }))];
}

/** The network that a record tells of, in no place that can't be read from its address and country. */
function networkOf({ address, country }: RecordedCircumstances): Network | undefined {
  const parsed = parseAddress(address ?? "");
  return (
    parsed && {
      address: parsed,
      countryByAddress: country === undefined ? { kind: "unnamed" } : { kind: "code", code: country },
      countryByGps: { kind: "unnamed" },
      trustedElsewhere: false,
      within: new Set(),
    }
  );
}

type Listed = Extract<LocationCondition, { readonly kind: "listed" }>;

/** The locations that a condition is about, with what is known of each. */
function placesIn({ include, exclude }: Listed, { locations }: Known) {
  const isAboutTrusted = include.allTrusted || exclude.allTrusted;
  const trusted = [...(isAboutTrusted ? (locations?.values() ?? []) : [])].filter((place) => place.trusted);
  const ids = new Set([...include.ids, ...exclude.ids, ...trusted.map(({ id }) => id)]);
  return Array.from(ids, (id) => [id, locations?.get(id)] as const);
}

/** How a network has to be to be in a location, where nobody knows whether it is. */
function openIn(
  id: LocationId,
  place: NamedLocation | undefined,
  country: string | undefined,
): readonly Partial<Network>[] {
  const { extent } = place ?? {};
  if (extent === undefined || extent.kind === "notKnown") return [{ within: new Set([id]) }];
  if (extent.kind !== "countries" || (extent.by === "address" && country !== undefined)) return [];
  const countries: readonly Country[] = [
    ...Array.from(extent.codes, (code) => ({ kind: "code", code }) as const),
    { kind: "unmapped" },
  ];
  return countries.map((one) => (extent.by === "gps" ? { countryByGps: one } : { countryByAddress: one }));
}

/**
 * Whether a list that Graph doesn't show trusts the address: both may be where the record doesn't tell. Where Entra saw a trusted
 * network that none of the named locations is, one does.
 */
export function hiddenTrust(recorded: RecordedCircumstances, tenant: Known): readonly boolean[] {
  const { trusted } = recorded;
  if (trusted === undefined) return [false, true];
  const network = networkOf(recorded);
  return [trusted && (network === undefined || meetsLocations(ONLY_TRUSTED, network, tenant) !== "yes")];
}

const NONE = { all: false, allTrusted: false, ids: new Set<LocationId>() };
const ONLY_TRUSTED: LocationCondition = { kind: "listed", include: { ...NONE, allTrusted: true }, exclude: NONE };
