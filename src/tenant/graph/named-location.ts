import { type AddressRange, embedsIpv4, parseBounds, parseCidr } from "../../law/addresses/address";
import { asText, isAbsent, type JsonObject, odataType, Written } from "../../law/json/json-object";
import { fieldsNotText, unknownKeys, wrongShape } from "../../law/json/not-understood";
import { locationId } from "../../law/model/ids";
import type { LocationExtent, NamedLocation } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { present } from "../../text/present";
import { quoted } from "../../text/printable";
import { Fields, inOtherCase } from "./fields";
import { changeOf, isDeleted, partsWithin } from "./list";

const ABOUT = ["id", "displayName", "createdDateTime", "modifiedDateTime"];
const OF_ADDRESSES = [...ABOUT, "isTrusted", "ipRanges"];
const OF_COUNTRIES = [...ABOUT, "countriesAndRegions", "includeUnknownCountriesAndRegions", "countryLookupMethod"];

/** Reads a `namedLocation` of Graph v1.0. Never fails: an extent that can't be read is *not understood*. Without an id it goes by its name. */
export function readNamedLocation(location: JsonObject): NamedLocation {
  const displayName = asText(location["displayName"]);
  const places = Object.entries(location).filter(([key]) => key === "id" || ![...ABOUT, "isTrusted"].includes(key));
  return {
    id: locationId(asText(location["id"]) ?? displayName ?? ""),
    displayName,
    trusted: location["isTrusted"] === true && !isOfCountries(location),
    extent: readExtent(location),
    written: new Written(Object.fromEntries(places)),
    ...changeOf(location),
  };
}

/** Whether it is a list of countries, which Entra never trusts: by its type, or by its fields if it has no type. */
const isOfCountries = (location: JsonObject): boolean =>
  odataType(location) === "countrynamedlocation" ||
  (odataType(location) === undefined && isAbsent(location["ipRanges"]) && !isAbsent(location["countriesAndRegions"]));

const notUnderstood = (note: NotUnderstood): LocationExtent => ({ kind: "notUnderstood", ...note });

/** The places of a location, by its type, or by its fields if it has no type. A field of the wrong type makes them *not understood*. */
function readExtent(location: JsonObject): LocationExtent {
  const { ipRanges, countriesAndRegions } = location;
  const isOfAddresses = !isAbsent(ipRanges) && ["ipnamedlocation", undefined].includes(odataType(location));
  const isKnownList = isOfCountries(location) && !isAbsent(countriesAndRegions);
  const fields = new Fields(location, "");
  fields.notes.push(...inOtherCase(location, [...OF_ADDRESSES, ...OF_COUNTRIES]));
  fields.notes.push(...fieldsNotText(location, ["@odata.type", "displayName"]), ...partsWithin(location));
  if (isDeleted(location)) fields.note("deletedDateTime", "the location is deleted");
  fields.flag("isTrusted");
  if (isOfAddresses || isKnownList)
    fields.notes.push(...unknownKeys(location, isOfAddresses ? OF_ADDRESSES : OF_COUNTRIES, ""));
  const ofCountries = isKnownList ? readCountries(fields) : undefined;
  const [odd] = fields.notes;
  if (odd !== undefined) return notUnderstood(odd);
  return isOfAddresses ? readRanges(ipRanges) : (ofCountries ?? { kind: "notKnown" });
}

function readRanges(value: unknown): LocationExtent {
  if (!Array.isArray(value)) return notUnderstood(wrongShape("ipRanges", value, "a list"));
  const read = value.map((item: unknown, index) => readRange(item, `ipRanges[${index}]`));
  const ranges = read.flatMap((one) => ("why" in one ? [] : [one]));
  return {
    kind: "ranges",
    ranges,
    notUnderstood: read.flatMap((one) => ("why" in one ? [one] : [])),
  };
}

/** One range, by the fields that it has. The type may be missing, but must not contradict the fields. */
function readRange(value: unknown, path: string): AddressRange | NotUnderstood {
  const range = new Fields(value, path, ["cidrAddress", "lowerAddress", "upperAddress"]);
  const [network, lower, upper] = ["cidrAddress", "lowerAddress", "upperAddress"].map((key) => range.text(key));
  const read = network === undefined ? parseBounds(lower ?? "", upper ?? "") : parseCidr(network);
  const type = odataType(range.json);
  const isOfType = type === undefined || type === typeOf(network ?? lower ?? "");
  const isOne = isOfType && (network === undefined || (lower === undefined && upper === undefined));
  const [odd] = range.notes;
  if (odd !== undefined) return odd;
  const written = present([network, lower, upper]).map((text) => quoted(text.slice(0, 200)));
  const why = `must be a network or two addresses of its type, not ${written.join(" and ") || "empty"}`;
  if (read === undefined || !isOne) return { field: network === undefined ? path : range.at("cidrAddress"), why };
  if (!embedsIpv4(read)) return read;
  return { field: path, why: "IPv6 addresses that stand for IPv4 ones; no document says whether they count" };
}

/** The type that Graph gives to a range with this address. */
const typeOf = (address: string): string =>
  (address.includes(":") ? "ipv6" : "ipv4") + (address.includes("/") ? "cidrrange" : "range");

const LOOKUPS = ["clientIpAddress", "authenticatorAppGps"] as const;

/** The countries of a location. If a key is missing, Graph's default applies: by address, without addresses that map to no country. */
function readCountries(location: Fields): LocationExtent {
  const written = location.texts("countriesAndRegions").map((text) => text.toUpperCase());
  const codeOf = (code: string) => (/^[A-Z]{2}$/.test(code) ? code : undefined);
  return {
    kind: "countries",
    codes: new Set(location.meant("countriesAndRegions", written, "country code", codeOf)),
    unmapped: location.flag("includeUnknownCountriesAndRegions") ?? false,
    by: location.word("countryLookupMethod", "lookup method", LOOKUPS) === "authenticatorAppGps" ? "gps" : "address",
  };
}
