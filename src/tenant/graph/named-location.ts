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
import { inOtherCase, spellingOf } from "./policy-shape";

/** What a location says beside its places. */
const ABOUT = ["id", "displayName", "createdDateTime", "modifiedDateTime", "isTrusted"];
const OF_COUNTRIES = ["countriesAndRegions", "includeUnknownCountriesAndRegions", "countryLookupMethod"];
const SPELLING = spellingOf([...ABOUT, "ipRanges", ...OF_COUNTRIES]);

/**
 * A named location of Graph v1.0. Never fails: an extent that can't be read is kept as not understood.
 * @param json a `namedLocation`, or anything else; without an id it gets an empty one
 */
export function readNamedLocation(json: unknown): NamedLocation {
  const location = asObject(json);
  if (location === undefined)
    return {
      id: locationId(""),
      displayName: undefined,
      trusted: false,
      extent: notUnderstood(wrongShape("namedLocation", json, "an object")),
      written: new Written({ location: json }),
    };
  const displayName = asText(location["displayName"]);
  const places = Object.entries(location).filter(([key]) => key === "id" || !ABOUT.includes(key));
  return {
    id: locationId(asText(location["id"]) ?? displayName ?? ""),
    displayName,
    trusted: location["isTrusted"] === true,
    extent: readExtent(location),
    written: new Written(Object.fromEntries(places)),
    ...changeOf(location),
  };
}

const notUnderstood = (note: NotUnderstood): LocationExtent => ({ kind: "notUnderstood", ...note });

/** Fields of another type than Graph's make the whole location one that isn't understood. */
function oddIn(location: JsonObject): NotUnderstood | undefined {
  const trusted = location["isTrusted"];
  const [odd] = [
    ...inOtherCase(location, SPELLING),
    ...oddTexts(location, ["@odata.type", "displayName"]),
    ...partsWithin(location),
    ...(isGone(location) ? [{ field: "deletedDateTime", why: "the location is deleted" }] : []),
    ...(isAbsent(trusted) || typeof trusted === "boolean" ? [] : [wrongShape("isTrusted", trusted, "true or false")]),
  ];
  return odd;
}

/** By the type, or by the fields where there is none. Compliant networks and later kinds have no extent to read. */
function readExtent(location: JsonObject): LocationExtent {
  const odd = oddIn(location);
  if (odd !== undefined) return notUnderstood(odd);
  const { ipRanges, countriesAndRegions: countries } = location;
  const type = odataType(location);
  if (!isAbsent(ipRanges) && (type === undefined || type === "ipnamedlocation"))
    return unlessUnknown(location, [...ABOUT, "ipRanges"], () => readRanges(ipRanges));
  const isOfCountries = type === undefined ? isAbsent(ipRanges) : type === "countrynamedlocation";
  if (!isAbsent(countries) && isOfCountries)
    return unlessUnknown(location, [...ABOUT.filter((key) => key !== "isTrusted"), ...OF_COUNTRIES], () =>
      readCountries(location),
    );
  return { kind: "notKnown" };
}

function unlessUnknown(location: JsonObject, known: readonly string[], read: () => LocationExtent): LocationExtent {
  const [unknown] = unknownKeys(location, known, "");
  return unknown === undefined ? read() : notUnderstood(unknown);
}

function readRanges(value: unknown): LocationExtent {
  if (!Array.isArray(value)) return notUnderstood(wrongShape("ipRanges", value, "a list"));
  const read = value.map((item: unknown, index) => readRange(item, `ipRanges[${index}]`));
  const ranges = read.flatMap((one) => ("why" in one ? [] : [one]));
  const mayHold = ranges.map(embeddedIpv4).filter((range) => range !== undefined);
  return {
    kind: "ranges",
    ranges,
    ...(mayHold.length > 0 ? { mayHold } : {}),
    notUnderstood: read.flatMap((one) => ("why" in one ? [one] : [])),
  };
}

/** By the fields that are there: the type that would tell them apart may be missing, and may not contradict them. */
function readRange(value: unknown, field: string): AddressRange | NotUnderstood {
  const range = asObject(value);
  if (range === undefined) return wrongShape(field, value, "an object");
  const [unknown] = unknownKeys(range, ["cidrAddress", "lowerAddress", "upperAddress"], field);
  if (unknown !== undefined) return unknown;
  const { cidrAddress: cidr, lowerAddress: lower, upperAddress: upper } = range;
  if (!isAbsent(cidr) && !(isAbsent(lower) && isAbsent(upper))) return { field, why: "a network and bounds at once" };
  const read = isAbsent(cidr) ? readBounds(lower, upper, field) : readCidr(cidr, `${field}.cidrAddress`);
  const odd = "why" in read ? undefined : typeAgainstContent(odataType(range), String(cidr ?? lower));
  return odd === undefined ? read : { field: `${field}.@odata.type`, why: odd };
}

/** A type that isn't one of a range's, or is that of another family or form than the addresses have. */
function typeAgainstContent(type: string | undefined, address: string): string | undefined {
  const family = address.includes(":") ? "ipv6" : "ipv4";
  const form = address.includes("/") ? "cidrrange" : "range";
  return type === undefined || type === `${family}${form}`
    ? undefined
    : `${quoted(type)} is not the type of ${quoted(address)}`;
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

const LOOKUPS: ReadonlyMap<string, "address" | "gps"> = new Map([
  ["clientipaddress", "address"],
  ["authenticatorappgps", "gps"],
]);

/**
 * The countries of a named location. Where a key is missing Graph's default holds: by address, without addresses that
 * map to no country.
 */
function readCountries(location: JsonObject): LocationExtent {
  const list = readTexts(location["countriesAndRegions"], "countriesAndRegions");
  const codes = list.texts.map((text) => text.toUpperCase());
  const odd = codes.find((code) => !/^[A-Z]{2}$/.test(code));
  const [first] = odd === undefined ? list.notUnderstood : [unknownWord(list.field, odd, "country code")];
  if (first !== undefined) return notUnderstood(first);
  const unmapped = location["includeUnknownCountriesAndRegions"] ?? false;
  if (typeof unmapped !== "boolean")
    return notUnderstood(wrongShape("includeUnknownCountriesAndRegions", unmapped, "true or false"));
  const field = "countryLookupMethod";
  const method = location[field] ?? "clientIpAddress";
  if (typeof method !== "string") return notUnderstood(wrongShape(field, method, "text"));
  const by = LOOKUPS.get(method.toLowerCase());
  return by === undefined
    ? notUnderstood(unknownWord(field, method, "lookup method"))
    : { kind: "countries", codes: new Set(codes), unmapped, by };
}
