import { listing, someOf } from "../../text/sentence";
import { formatAddress, includes, parseAddress } from "../addresses/address";
import { asList, asObject, asText, type JsonObject } from "../json/json-object";
import { isEmptyList } from "../json/text-list";
import type { Country, Known, LocationCondition, LocationList, Network, Place, Said } from "../model/dimensions";
import { locationId } from "../model/ids";
import type { Condition, KnownLocations, ValueFormatter } from "./condition";
import { readSides } from "./list-condition";
import { listsNetwork } from "./locations-law";

/** The network that somebody signs in from, by named locations. The Entra admin center calls it *Network*. */
export const locations: Condition<"network"> = {
  reason: "locations",
  graph: {
    key: "locations",
    fields: [
      { path: "locations.includeLocations", azuread: "locations.includedLocations", holds: "ids" },
      { path: "locations.excludeLocations", azuread: "locations.excludedLocations", holds: "ids" },
    ],
    explicitAll: { includeLocations: ["All"] },
    read,
  },
  inJson: describeNetwork,
  whatIf,
  readLog,
  words: {
    name: "the network",
    how: ([network], formatter) =>
      typeof network === "object" ? `from ${describeNetwork(network, formatter)}` : "from anywhere",
    preposition: "",
    why,
    fix: "apply it to all locations",
  },
};

function read(value: unknown): Said<"network"> {
  const sides = readSides(value, "locations");
  if (sides.kind !== "listed") return sides;
  const [include, exclude] = [readList(sides.include.texts), readList(sides.exclude.texts)];
  return include.all && isEmptyList(sides.exclude) ? { kind: "any" } : { kind: "listed", include, exclude };
}

function readList(texts: readonly string[]): LocationList {
  const ids = texts.filter((text) => text !== "All" && text !== "AllTrusted");
  return { all: texts.includes("All"), allTrusted: texts.includes("AllTrusted"), ids: new Set(ids.map(locationId)) };
}

/** An empty list of networks says that Entra saw none. A missing list says nothing. */
function readLog(record: JsonObject): Known<Network> | undefined {
  const address = parseAddress(asText(record["ipAddress"]) ?? "");
  const country = asText(asObject(record["location"])?.["countryOrRegion"]);
  const isTrusted = asList(record["networkLocationDetails"])?.some((network) =>
    /trusted/i.test(asText(asObject(network)?.["networkType"]) ?? ""),
  );
  const part: Partial<Network> = {
    ...(address === undefined ? {} : { address }),
    ...(country !== undefined && /^[a-z]{2}$/i.test(country)
      ? { countryByAddress: { kind: "code", code: country.toUpperCase() } }
      : {}),
    ...(isTrusted === undefined ? {} : { trustedElsewhere: isTrusted }),
  };
  return Object.keys(part).length === 0 ? undefined : { kind: "part", part };
}

/** Bouvet Island, where nobody lives, stands for a country that no location names. */
const UNNAMED = "BV";

function whatIf({ address, countryByAddress }: Network, { locations }: KnownLocations): JsonObject {
  const isNamed = [...(locations?.values() ?? [])].some(
    ({ extent }) => extent.kind === "countries" && extent.codes.has(UNNAMED),
  );
  const unnamed = countryByAddress.kind === "unnamed" && !isNamed ? UNNAMED : undefined;
  const country = countryByAddress.kind === "code" ? countryByAddress.code : unnamed;
  return { ...(country === undefined ? {} : { country }), ipAddress: formatAddress(address) };
}

function why({ include, exclude }: LocationCondition, network: Network, formatter: ValueFormatter): string {
  const isIncluded = listsNetwork(include, network, formatter) !== "no";
  return isIncluded ? `excludes ${listWords(exclude, formatter)}` : `covers only ${listWords(include, formatter)}`;
}

const MOST_LOCATIONS = 5;

/** `trusted locations, "HQ" and "Branch"`; `no location` if the list is empty. */
function listWords(
  { all, allTrusted, ids }: LocationList,
  { locations, location }: ValueFormatter,
  link: "and" | "or" = "and",
): string {
  if (all) return "every location";
  const listed = [...ids].map((id) => location(locations?.get(id) ?? { id, displayName: undefined }));
  const words = [...(allTrusted ? ["trusted locations"] : []), ...someOf(listed, MOST_LOCATIONS)];
  return words.length === 0 ? "no location" : listing(words, link);
}

/** `from "HQ", outside "Finland"`, `from anywhere outside "HQ" or in "Branch"`: where these conditions are met, or aren't. */
export function placesInWords(places: readonly Place[], formatter: ValueFormatter): string {
  const parts = places.flatMap(({ condition, isMet }) => {
    const { include, exclude } = condition;
    const [included, excluded] = isMet ? ["in", "outside"] : ["outside", "in"];
    const words = [
      ...(include.all ? [] : [`${included} ${listWords(include, formatter, "or")}`]),
      ...(isNothing(exclude) ? [] : [`${excluded} ${listWords(exclude, formatter, "or")}`]),
    ];
    return isMet ? words : listing(words, "or");
  });
  const where = [...new Set(parts)].sort().join(", ");
  return where.startsWith("in ") ? `from ${where.slice("in ".length)}` : `from anywhere ${where}`;
}

const isNothing = ({ all, allTrusted, ids }: LocationList): boolean => !all && !allTrusted && ids.size === 0;

/** `203.0.113.7, in "HQ", in an unknown country`. It names the country if some location names countries. */
function describeNetwork(network: Network, formatter: ValueFormatter): string {
  const { address, countryByAddress, countryByGps, trustedElsewhere, within } = network;
  const { locations, location } = formatter;
  const byAddress = describeCountry(countryByAddress);
  const byGps = describeCountry(countryByGps);
  const namesCountries = [...(locations?.values() ?? [])].some(({ extent }) => extent.kind === "countries");
  return [
    formatAddress(address),
    ...locationsHolding(address, formatter),
    ...(countryByAddress.kind === "unnamed" && !namesCountries ? [] : [byAddress]),
    ...(byGps === byAddress ? [] : [`${byGps} by GPS`]),
    ...(trustedElsewhere ? ["trusted by a list that Graph doesn't show"] : []),
    ...Array.from(
      within,
      (id) => `in ${location(locations?.get(id) ?? { id, displayName: undefined })}, whose places aren't known`,
    ),
  ].join(", ");
}

/** The locations whose ranges hold the address. The search often chose it for them. */
function locationsHolding(address: Network["address"], { locations, location }: ValueFormatter): readonly string[] {
  const holding = [...(locations?.values() ?? [])].filter(
    ({ extent }) => extent.kind === "ranges" && includes(extent.ranges, address),
  );
  return holding.length === 0 ? [] : [`in ${holding.map(location).join(" and ")}`];
}

const COUNTRY_NAMES = new Intl.DisplayNames("en", { type: "region" });

/** `in Finland (FI)` */
function describeCountry(country: Country): string {
  if (country.kind === "code") return `in ${COUNTRY_NAMES.of(country.code)} (${country.code})`;
  return country.kind === "unnamed" ? "in a country that no location names" : "in an unknown country";
}
