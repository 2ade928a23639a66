import type { AddressRange } from "../../law/addresses/address";
import { embeddedIpv4, parseBounds, parseCidr } from "../../law/addresses/address-range";
import { asObject, asText, isAbsent, type JsonObject, odataType } from "../../law/json/json-object";
import { oddTexts, unknownKeys, unknownWord, wrongShape } from "../../law/json/not-understood";
import { Written } from "../../law/json/spelling";
import { readTexts } from "../../law/json/text-list";
import { locationId } from "../../law/model/ids";
import type { LocationExtent, NamedLocation } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { quoted } from "../../text/printable";
import { changeOf, isGone, partsWithin } from "./collection";
import { inOtherCase } from "./policy-shape";

const COMMON_KEYS = ["id", "displayName", "createdDateTime", "modifiedDateTime"];
const RANGE_KEYS = [...COMMON_KEYS, "isTrusted", "ipRanges"];
const COUNTRY_KEYS = [
  ...COMMON_KEYS,
  "countriesAndRegions",
  "includeUnknownCountriesAndRegions",
  "countryLookupMethod",
];

/**
 * A named location of Graph v1.0. Never fails: an extent that can't be read is kept as not understood.
 * @param json a `namedLocation`, or anything else; without an id it gets an empty one
 */
export function readNamedLocation(json: unknown): NamedLocation {
  const location = asObject(json);
  return {
    id: locationId(asText(location?.["id"]) ?? asText(location?.["displayName"]) ?? ""),
    displayName: asText(location?.["displayName"]),
    trusted: location?.["isTrusted"] === true,
    extent:
      location === undefined
        ? { kind: "notUnderstood", ...wrongShape("namedLocation", json, "an object") }
        : readSoundly(location),
    written: new Written(location === undefined ? { location: json } : placesIn(location)),
    ...(location === undefined ? {} : changeOf(location)),
  };
}

const SPELLING = new Map([...RANGE_KEYS, ...COUNTRY_KEYS].map((key) => [key.toLowerCase(), key]));

/** Fields of another type than Graph's make the whole location one that isn't understood. */
function readSoundly(location: JsonObject): LocationExtent {
  const trusted = location["isTrusted"];
  const [odd] = [
    ...inOtherCase(location, SPELLING),
    ...oddTexts(location, ["@odata.type", "displayName"]),
    ...partsWithin(location),
    ...(isGone(location) ? [{ field: "deletedDateTime", why: "the location is deleted" }] : []),
    ...(isAbsent(trusted) || typeof trusted === "boolean" ? [] : [wrongShape("isTrusted", trusted, "true or false")]),
  ];
  return odd === undefined ? readExtent(location) : { kind: "notUnderstood", ...odd };
}

/** What a location says of its places. */
function placesIn({
  displayName: _name,
  createdDateTime: _came,
  modifiedDateTime: _changed,
  isTrusted: _trust,
  ...places
}: JsonObject): JsonObject {
  return places;
}

function readExtent(location: JsonObject): LocationExtent {
  switch (kindOf(location)) {
    case "ip":
      return isAbsent(location["ipRanges"])
        ? { kind: "notKnown" }
        : unlessUnknown(location, RANGE_KEYS, () => readRanges(location["ipRanges"]));
    case "country":
      return isAbsent(location["countriesAndRegions"])
        ? { kind: "notKnown" }
        : unlessUnknown(location, COUNTRY_KEYS, () => readCountries(location));
    case "other":
      return { kind: "notKnown" };
  }
}

/** By the type, or by the fields where there is none. Compliant networks and later kinds have no extent to read. */
function kindOf(location: JsonObject): "ip" | "country" | "other" {
  switch (odataType(location)) {
    case "ipnamedlocation":
      return "ip";
    case "countrynamedlocation":
      return "country";
    case undefined:
      if (!isAbsent(location["ipRanges"])) return "ip";
      return isAbsent(location["countriesAndRegions"]) ? "other" : "country";
    default:
      return "other";
  }
}

function unlessUnknown(location: JsonObject, known: readonly string[], read: () => LocationExtent): LocationExtent {
  const [unknown] = unknownKeys(location, known, "");
  return unknown === undefined ? read() : { kind: "notUnderstood", ...unknown };
}

/** `ipRanges` of a named location: networks by CIDR, or a lower and an upper address, of IPv4 or IPv6. */
export function readRanges(value: unknown): LocationExtent {
  if (!Array.isArray(value)) return { kind: "notUnderstood", ...wrongShape("ipRanges", value, "a list") };
  const ranges: AddressRange[] = [];
  const notUnderstood: NotUnderstood[] = [];
  for (const [index, item] of value.entries()) {
    const read = readRange(item, `ipRanges[${index}]`);
    if ("why" in read) notUnderstood.push(read);
    else ranges.push(read);
  }
  const mayHold = ranges.map(embeddedIpv4).filter((range) => range !== undefined);
  return { kind: "ranges", ranges, ...(mayHold.length > 0 ? { mayHold } : {}), notUnderstood };
}

/** A range whose type, if it has one, is that of its addresses. */
function readRange(value: unknown, field: string): AddressRange | NotUnderstood {
  const range = readAddresses(value, field);
  const object = asObject(value);
  if ("why" in range || object === undefined) return range;
  const why = typeAgainstContent(odataType(object), object["cidrAddress"] ?? object["lowerAddress"]);
  return why === undefined ? range : { field: `${field}.@odata.type`, why };
}

/** By the fields that are there: the type that would tell them apart may be missing. */
function readAddresses(value: unknown, field: string): AddressRange | NotUnderstood {
  const range = asObject(value);
  if (range === undefined) return wrongShape(field, value, "an object");
  const [unknown] = unknownKeys(range, ["cidrAddress", "lowerAddress", "upperAddress"], field);
  if (unknown !== undefined) return unknown;
  const { cidrAddress, lowerAddress, upperAddress } = range;
  if (isAbsent(cidrAddress)) return readBounds(lowerAddress, upperAddress, field);
  return isAbsent(lowerAddress) && isAbsent(upperAddress)
    ? readCidr(cidrAddress, `${field}.cidrAddress`)
    : { field, why: "a network and bounds at once" };
}

/** A type that isn't one of a range's, or is that of another family or form than the addresses have. */
function typeAgainstContent(type: string | undefined, address: unknown): string | undefined {
  if (type === undefined) return undefined;
  const family = String(address).includes(":") ? "ipv6" : "ipv4";
  const form = String(address).includes("/") ? "cidrrange" : "range";
  return type === `${family}${form}` ? undefined : `${quoted(type)} is not the type of ${quoted(String(address))}`;
}

function readCidr(value: unknown, field: string): AddressRange | NotUnderstood {
  if (typeof value !== "string") return wrongShape(field, value, "text");
  return parseCidr(value) ?? { field, why: `${quoted(value.slice(0, 200))} is not a network in CIDR notation` };
}

function readBounds(lower: unknown, upper: unknown, field: string): AddressRange | NotUnderstood {
  if (typeof lower !== "string") return wrongShape(`${field}.lowerAddress`, lower, "text");
  if (typeof upper !== "string") return wrongShape(`${field}.upperAddress`, upper, "text");
  const written = `${quoted(lower.slice(0, 200))} to ${quoted(upper.slice(0, 200))}`;
  return parseBounds(lower, upper) ?? { field, why: `${written} is not a range of addresses` };
}

type Lookup = "address" | "gps";

const LOOKUPS: ReadonlyMap<string, Lookup> = new Map([
  ["clientipaddress", "address"],
  ["authenticatorappgps", "gps"],
]);

/**
 * The countries of a named location. Where a key is missing Graph's default holds: by address, without addresses that
 * map to no country.
 */
export function readCountries(location: JsonObject): LocationExtent {
  const list = readTexts(location["countriesAndRegions"], "countriesAndRegions");
  const codes = list.texts.map((text) => text.toUpperCase());
  const odd = codes.find((code) => !/^[A-Z]{2}$/.test(code));
  const [first] = odd === undefined ? list.notUnderstood : [unknownWord(list.field, odd, "country code")];
  if (first !== undefined) return { kind: "notUnderstood", ...first };
  const unmapped = location["includeUnknownCountriesAndRegions"] ?? false;
  if (typeof unmapped !== "boolean")
    return {
      kind: "notUnderstood",
      ...wrongShape("includeUnknownCountriesAndRegions", unmapped, "true or false"),
    };
  return byLookup(location["countryLookupMethod"], { codes: new Set(codes), unmapped });
}

function byLookup(value: unknown, listed: { codes: ReadonlySet<string>; unmapped: boolean }): LocationExtent {
  if (isAbsent(value)) return { kind: "countries", ...listed, by: "address" };
  const field = "countryLookupMethod";
  if (typeof value !== "string") return { kind: "notUnderstood", ...wrongShape(field, value, "text") };
  const by = LOOKUPS.get(value.toLowerCase());
  return by === undefined
    ? { kind: "notUnderstood", ...unknownWord(field, value, "lookup method") }
    : { kind: "countries", ...listed, by };
}
