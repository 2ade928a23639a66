import { formatAddress } from "../../ip/address";
import { includes } from "../../ip/address-range";
import type { LocationId } from "../../model/ids";
import type { Country, Network } from "../../model/sign-in";
import type { Tenant } from "../../model/tenant";
import { named } from "./named";

/**
 * Where a sign-in comes from: `203.0.113.7, in "HQ", country that no location names`. Countries are
 * said where some location names any, the one by GPS where it isn't the one by address.
 */
export function describePlace(place: Network, { locations }: Pick<Tenant, "locations">): string {
  const { address, countryByAddress, countryByGps, trustedElsewhere, within } = place;
  const byAddress = describeCountry(countryByAddress);
  const byGps = describeCountry(countryByGps);
  const namesCountries = [...(locations?.values() ?? [])].some(({ extent: places }) => places.kind === "countries");
  const nameOf = (id: LocationId): string => locations?.get(id)?.displayName ?? id;
  return [
    formatAddress(address),
    ...inside(address, locations),
    ...(countryByAddress.kind === "unnamed" && !namesCountries ? [] : [byAddress]),
    ...(byGps === byAddress ? [] : [`${byGps} by GPS`]),
    ...(trustedElsewhere ? ["trusted by a list that Graph doesn't show"] : []),
    ...Array.from(within, (id) => `in ${named(nameOf(id))}, whose places aren't known`),
  ].join(", ");
}

/** The locations whose ranges hold the address: that is often what it was chosen for. */
function inside(address: Network["address"], locations: Tenant["locations"]): readonly string[] {
  const holding = [...(locations?.values() ?? [])].filter(
    ({ extent: places }) => places.kind === "ranges" && includes(places.ranges, address),
  );
  return holding.length === 0
    ? []
    : [`in ${holding.map(({ id, displayName }) => named(displayName ?? id)).join(" and ")}`];
}

function describeCountry(country: Country): string {
  switch (country.kind) {
    case "code":
      return `country ${country.code}`;
    case "unnamed":
      return "country that no location names";
    case "unmapped":
      return "no country";
  }
}
