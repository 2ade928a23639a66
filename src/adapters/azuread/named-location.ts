import { asObject, isAbsent, type JsonObject } from "../graph/json";
import { reshape, shape } from "./reshape";
import { idOf } from "./resource-id";

const asRanges = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((cidrAddress: unknown) => ({ cidrAddress })) : value;

const IP = shape({ ipRanges: ["ipRanges", asRanges], trusted: ["isTrusted"] });

const COUNTRY = shape({
  countriesAndRegions: ["countriesAndRegions"],
  countryLookupMethod: ["countryLookupMethod"],
  includeUnknownCountriesAndRegions: ["includeUnknownCountriesAndRegions"],
});

/**
 * A `azuread.NamedLocation` as a `namedLocation` of Graph; `undefined` while it has no id, for nothing can refer to it.
 * @param properties outputs of the resource, or inputs; a symbol where a value is known only after deployment
 */
export function toGraphNamedLocation(properties: unknown): JsonObject | undefined {
  const resource = asObject(properties);
  const id = resource && idOf(resource);
  if (resource === undefined || id === undefined) return undefined;
  return { id, displayName: resource["displayName"], ...placesOf(resource) };
}

/** Of two kinds at once, or of none, Graph has no location: its places can't be read then. */
function placesOf({ ip, country }: JsonObject): JsonObject {
  if (isAbsent(ip) === isAbsent(country)) return {};
  return isAbsent(country)
    ? { "@odata.type": "#microsoft.graph.ipNamedLocation", ...(asObject(reshape(ip, IP)) ?? { ipRanges: ip }) }
    : {
        "@odata.type": "#microsoft.graph.countryNamedLocation",
        ...(asObject(reshape(country, COUNTRY)) ?? { countriesAndRegions: country }),
      };
}
