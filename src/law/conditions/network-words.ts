import { formatAddress } from "../addresses/address";
import { includes } from "../addresses/address-range";
import type { Country, Network } from "../model/dimensions";
import type { KnownLocations, Teller } from "./condition";

/**
 * The network that a sign-in comes from: `203.0.113.7, in "HQ", country that no location names`. Countries are
 * said where some location names any, the one by GPS where it isn't the one by address.
 */
export function describeNetwork(network: Network, teller: Teller): string {
  const { address, countryByAddress, countryByGps, trustedElsewhere, within } = network;
  const { locations, location } = teller;
  const byAddress = describeCountry(countryByAddress);
  const byGps = describeCountry(countryByGps);
  const namesCountries = [...(locations?.values() ?? [])].some(({ extent }) => extent.kind === "countries");
  return [
    formatAddress(address),
    ...locationsHolding(address, teller),
    ...(countryByAddress.kind === "unnamed" && !namesCountries ? [] : [byAddress]),
    ...(byGps === byAddress ? [] : [`${byGps} by GPS`]),
    ...(trustedElsewhere ? ["trusted by a list that Graph doesn't show"] : []),
    ...Array.from(
      within,
      (id) => `in ${location(locations?.get(id) ?? { id, displayName: undefined })}, whose places aren't known`,
    ),
  ].join(", ");
}

/** The locations whose ranges hold the address: that is often what it was chosen for. */
function locationsHolding(address: Network["address"], { locations, location }: Teller): readonly string[] {
  const holding = [...(locations?.values() ?? [])].filter(
    ({ extent }) => extent.kind === "ranges" && includes(extent.ranges, address),
  );
  return holding.length === 0 ? [] : [`in ${holding.map(location).join(" and ")}`];
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

/** Some of ISO 3166's countries; hardly anybody names all of these. */
const CANDIDATES = ["IS", "UY", "NZ", "BT", "FJ", "NA", "MN", "PY", "WS", "LS", "TO", "SR", "GY", "VU", "KM", "ST"];

/** A country that no named location of the tenant lists; `undefined` where they list all that are tried. */
export function unnamedCountry({ locations }: KnownLocations): string | undefined {
  const named = new Set<string>();
  for (const { extent } of locations?.values() ?? [])
    if (extent.kind === "countries") for (const code of extent.codes) named.add(code);
  return CANDIDATES.find((code) => !named.has(code));
}
