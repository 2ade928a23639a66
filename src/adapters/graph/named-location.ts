import { locationId } from "../../model/ids";
import type { LocationExtent, NamedLocation } from "../../model/tenant";
import { wrongShape } from "./complaints";
import { readCountries } from "./countries";
import { readRanges } from "./ip-ranges";
import { asObject, asText, isAbsent, type JsonObject, typeName } from "./json";
import { unknownKeys } from "./unknown-keys";

const COMMON_KEYS = ["id", "displayName", "createdDateTime", "modifiedDateTime"];
const RANGE_KEYS = [...COMMON_KEYS, "isTrusted", "ipRanges"];
const COUNTRY_KEYS = [
  ...COMMON_KEYS,
  "countriesAndRegions",
  "includeUnknownCountriesAndRegions",
  "countryLookupMethod",
];

/**
 * A named location of Graph v1.0. Never fails: places that can't be read are kept as such.
 * @param json a `namedLocation`, or anything else; without an id it gets an empty one
 */
export function readNamedLocation(json: unknown): NamedLocation {
  const location = asObject(json);
  return {
    id: locationId(asText(location?.["id"]) ?? ""),
    displayName: asText(location?.["displayName"]),
    trusted: location?.["isTrusted"] === true,
    extent:
      location === undefined
        ? { kind: "notUnderstood", ...wrongShape("namedLocation", json, "an object") }
        : readPlaces(location),
  };
}

function readPlaces(location: JsonObject): LocationExtent {
  switch (kindOf(location)) {
    case "ip":
      return isAbsent(location["ipRanges"])
        ? { kind: "unread" }
        : unlessUnknown(location, RANGE_KEYS, () => readRanges(location["ipRanges"]));
    case "country":
      return isAbsent(location["countriesAndRegions"])
        ? { kind: "unread" }
        : unlessUnknown(location, COUNTRY_KEYS, () => readCountries(location));
    case "other":
      return { kind: "unread" };
  }
}

/** The type where it is stated, else what the fields tell. Compliant networks and later kinds have no places to read. */
function kindOf(location: JsonObject): "ip" | "country" | "other" {
  switch (typeName(location)) {
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
