import type { LocationExtent } from "../../model/tenant";
import { unknownWord, wrongShape } from "./complaints";
import { isAbsent, type JsonObject } from "./json";
import { readTexts } from "./texts";

type Lookup = "address" | "gps";

const LOOKUPS: ReadonlyMap<string, Lookup> = new Map([
  ["clientipaddress", "address"],
  ["authenticatorappgps", "gps"],
]);

/** The countries of a named location. Graph's defaults: by address, without what maps to no country. */
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
