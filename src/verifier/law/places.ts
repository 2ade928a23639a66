import type { LocationId } from "../ids";
import { includes } from "../network";
import type { LocationList, Locations } from "../policy";
import type { Country, Place } from "../sign-in";
import type { NamedLocation, Tenant } from "../tenant";
import { not, some, type Truth, truthOf } from "../truth";

type KnownLocations = Pick<Tenant, "locations">;

/** Where the two sides of a condition differ: what isn't known holds no place as an include and may hold any as an exclude. */
type Side = "include" | "exclude";

/**
 * Location conditions, exclusion beating inclusion.
 * @see Microsoft Entra, "Conditional Access: Network assignment" (2024-05)
 */
export function meetsLocations(condition: Locations, place: Place, tenant: KnownLocations): Truth {
  if (condition.kind === "any") return "yes";
  const included = listsPlace(condition.include, "include", place, tenant);
  if (included === "no") return "no";
  const outside = not(listsPlace(condition.exclude, "exclude", place, tenant));
  return outside === "yes" ? included : outside;
}

function listsPlace(list: LocationList, side: Side, place: Place, tenant: KnownLocations): Truth {
  return some([
    truthOf(list.all),
    list.allTrusted ? isTrusted(place, tenant) : "no",
    ...Array.from(list.ids, (id) => holdsPlace(id, side, place, tenant)),
  ]);
}

/** Trusted: in a location marked so, or in a list that Graph doesn't show. Country locations are never trusted. */
function isTrusted(place: Place, { locations }: KnownLocations): Truth {
  const trusted = [...(locations?.values() ?? [])].filter((location) => location.trusted);
  return some([truthOf(place.trustedElsewhere), ...trusted.map((location) => locationHolds(location, place))]);
}

/**
 * A location that isn't in the list, or isn't known for lack of one. The id that stands for the MFA trusted IPs is one of
 * these: no list has it, and it is only a part of what is trusted without showing (a claim of being inside the corporate
 * network is trusted from any address).
 */
function holdsPlace(id: LocationId, side: Side, place: Place, { locations }: KnownLocations): Truth {
  const location = locations?.get(id);
  return location === undefined ? truthOf(side === "exclude") : locationHolds(location, place);
}

/** Whether a named location holds a place. Addresses that map to no country count only where the location says so. */
export function locationHolds({ id, places }: NamedLocation, place: Place): Truth {
  switch (places.kind) {
    case "ranges":
      if (includes(places.ranges, place.address)) return "yes";
      return places.notUnderstood.length > 0 ? "unclear" : "no";
    case "countries":
      return truthOf(holdsCountry(places, places.by === "gps" ? place.countryByGps : place.countryByAddress));
    case "unread":
      return truthOf(place.within.has(id));
    case "notUnderstood":
      return "unclear";
  }
}

function holdsCountry(places: { codes: ReadonlySet<string>; unmapped: boolean }, country: Country): boolean {
  switch (country.kind) {
    case "code":
      return places.codes.has(country.code);
    case "unmapped":
      return places.unmapped;
    case "unnamed":
      return false;
  }
}
