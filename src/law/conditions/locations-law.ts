import { memoize, memoizePair } from "../../text/memoize";
import { type AddressRange, includes } from "../addresses/address";
import type { Country, LocationCondition, LocationList, Network } from "../model/dimensions";
import type { LocationId } from "../model/ids";
import type { LocationExtent, NamedLocation } from "../model/tenant";
import { type Connectives, METS, type Met, some, type Truth, truthOf } from "../model/truth";
import type { KnownLocations } from "./condition";

/** A location that is countries. */
export type CountryLocation = Extract<LocationExtent, { readonly kind: "countries" }>;

/** What a location condition is made of: truths about one network, or formulas about all networks. */
export interface LocationTerms<T> extends Connectives<T> {
  readonly isInRanges: (ranges: readonly AddressRange[]) => T;
  readonly isInCountries: (countries: CountryLocation) => T;
  /** Whether the network is in a location whose places aren't known. */
  readonly isInUnknown: (id: LocationId) => T;
  /** Whether the network is in those places of a location that aren't understood. */
  readonly isInOdd: (location: NamedLocation) => T;
  /** Whether the network is trusted: in a list that Graph doesn't show, or in one of these locations. */
  readonly isTrusted: (marked: readonly T[]) => T;
}

/**
 * Whether a location condition is met, exclusion beating inclusion.
 * @see Microsoft Entra, "Conditional Access: Network assignment" (2024-05)
 */
export function located<T>(
  { include, exclude }: LocationCondition,
  tenant: KnownLocations,
  terms: LocationTerms<T>,
): T {
  // A location on both sides counts only as excluded. Otherwise a place that can't be read would be open on each side by itself.
  const included = inList(include, tenant, terms, exclude);
  return included === terms.never ? included : terms.every([included, terms.not(inList(exclude, tenant, terms))]);
}

/**
 * Whether a list of locations, without those of another list, holds a network. Country locations are never trusted.
 *
 * A location that the tenant doesn't have is one unknown set of places. The id of the MFA trusted IPs is such a location. They are only a
 * part of what Entra trusts and Graph doesn't show: a claim of being inside the corporate network is trusted from any address.
 */
function inList<T>(
  { all, allTrusted, ids }: LocationList,
  { locations }: KnownLocations,
  terms: LocationTerms<T>,
  without?: LocationList,
): T {
  if (all) return terms.always;
  const left = [...ids].filter((id) => !without?.ids.has(id) && !(without?.allTrusted && locations?.get(id)?.trusted));
  const named = left.map((id) => {
    const location = locations?.get(id);
    return location === undefined ? terms.isInUnknown(id) : inLocation(location, terms);
  });
  if (!allTrusted || without?.allTrusted) return terms.some(named);
  const marked = [...(locations?.values() ?? [])].filter(({ id, trusted }) => trusted && !without?.ids.has(id));
  return terms.some([terms.isTrusted(marked.map((one) => inLocation(one, terms))), ...named]);
}

/** Whether a named location holds a network. */
function inLocation<T>(location: NamedLocation, terms: LocationTerms<T>): T {
  const { id, extent } = location;
  switch (extent.kind) {
    case "notKnown":
      return terms.isInUnknown(id);
    case "notUnderstood":
      return terms.isInOdd(location);
    case "countries":
      return terms.isInCountries(extent);
    case "ranges": {
      const certain = terms.isInRanges(extent.ranges);
      return extent.notUnderstood.length === 0 ? certain : terms.some([certain, terms.isInOdd(location)]);
    }
  }
}

/** Whether a network meets a location condition. A whole network leaves nothing open. */
export const meetsLocations = (condition: LocationCondition, network: Network, tenant: KnownLocations): Truth =>
  located(condition, tenant, networkTerms(network, tenant)) as Truth;

/** Whether a list of locations holds a network. */
export const listsNetwork = (list: LocationList, network: Network, tenant: KnownLocations): Truth =>
  inList(list, tenant, networkTerms(network, tenant)) as Truth;

/**
 * Truths about a network. What depends on a part that isn't known *depends*. Policies ask for the same network one after another, and
 * locations may have very many ranges.
 */
export const networkTerms = memoizePair((network: Partial<Network>, _: KnownLocations): LocationTerms<Met> => {
  const { address, trustedElsewhere, within } = network;
  return {
    ...METS,
    isInRanges: memoize((ranges) => (address === undefined ? "depends" : truthOf(includes(ranges, address)))),
    isInCountries(list) {
      const country = list.by === "gps" ? network.countryByGps : network.countryByAddress;
      return country === undefined ? "depends" : truthOf(holdsCountry(list, country));
    },
    isInUnknown: (id) => (within === undefined ? "depends" : truthOf(within.has(id))),
    isInOdd: () => "unclear",
    isTrusted(marked) {
      const listed = address === undefined ? [] : marked.filter((met) => met !== "depends");
      const trusted = some([truthOf(trustedElsewhere === true), ...listed]);
      // If it isn't known what Entra saw, a list that Graph doesn't show may trust the address.
      return trusted !== "yes" && trustedElsewhere === undefined ? "depends" : trusted;
    },
  };
});

/** Whether a country location holds a country. Addresses that map to no country count only if the location says so. */
export const holdsCountry = (places: CountryLocation, country: Country): boolean =>
  country.kind === "code" ? places.codes.has(country.code) : country.kind === "unmapped" && places.unmapped;
