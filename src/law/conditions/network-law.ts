import { includes } from "../addresses/address";
import type { Country, LocationCondition, LocationList, Network } from "../model/dimensions";
import type { LocationId } from "../model/ids";
import type { NamedLocation } from "../model/tenant";
import { not, some, type Truth, truthOf } from "../model/truth";
import type { KnownLocations } from "./condition";

/**
 * Location conditions, exclusion beating inclusion.
 * @see Microsoft Entra, "Conditional Access: Network assignment" (2024-05)
 */
export function meetsLocations(condition: LocationCondition, network: Network, tenant: KnownLocations): Truth {
  if (condition.kind === "any") return "yes";
  const included = listsNetwork(condition.include, network, tenant);
  if (included === "no") return "no";
  const outside = not(listsNetwork(condition.exclude, network, tenant));
  return outside === "yes" ? included : outside;
}

/** Whether a list of locations holds a network. */
export function listsNetwork(list: LocationList, network: Network, tenant: KnownLocations): Truth {
  return some([
    truthOf(list.all),
    list.allTrusted ? isTrusted(network, tenant) : "no",
    ...Array.from(list.ids, (id) => idHoldsNetwork(id, network, tenant)),
  ]);
}

/** Policies ask for the same network one after another, and locations may have very many ranges. */
const ASKED = new WeakMap<Network, { readonly locations: KnownLocations["locations"]; readonly isTrusted: Truth }>();

/** Trusted: in a location marked so, or in a list that Graph doesn't show. Country locations are never trusted. */
function isTrusted(network: Network, { locations }: KnownLocations): Truth {
  const known = ASKED.get(network);
  if (known !== undefined && known.locations === locations) return known.isTrusted;
  const trusted = [...(locations?.values() ?? [])].filter((location) => location.trusted);
  const answer = some([
    truthOf(network.trustedElsewhere),
    ...trusted.map((location) => locationHoldsNetwork(location, network)),
  ]);
  ASKED.set(network, { locations, isTrusted: answer });
  return answer;
}

/**
 * A location that the list doesn't have is one unknown set of places: the sign-in says whether it is there. The id of the MFA trusted
 * IPs is such a location. They are only a part of what Entra trusts and Graph doesn't show: a claim of being inside the corporate network
 * is trusted from any address.
 */
function idHoldsNetwork(id: LocationId, network: Network, { locations }: KnownLocations): Truth {
  const location = locations?.get(id);
  return location === undefined ? truthOf(network.within.has(id)) : locationHoldsNetwork(location, network);
}

/** Whether a named location holds a network. Addresses that map to no country count only where the location says so. */
function locationHoldsNetwork({ id, extent: places }: NamedLocation, network: Network): Truth {
  switch (places.kind) {
    case "ranges":
      if (includes(places.ranges, network.address)) return "yes";
      if (places.mayHold !== undefined && includes(places.mayHold, network.address)) return "unclear";
      return places.notUnderstood.length > 0 ? "unclear" : "no";
    case "countries":
      return truthOf(holdsCountry(places, places.by === "gps" ? network.countryByGps : network.countryByAddress));
    case "notKnown":
      return truthOf(network.within.has(id));
    case "notUnderstood":
      return "unclear";
  }
}

const holdsCountry = (places: { codes: ReadonlySet<string>; unmapped: boolean }, country: Country): boolean =>
  country.kind === "code" ? places.codes.has(country.code) : country.kind === "unmapped" && places.unmapped;
