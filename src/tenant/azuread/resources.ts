import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import { idOf, reshape, shape } from "../../law/json/reshape";

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
 * @param resource its outputs, or inputs; a symbol where a value is known only after deployment
 */
export function toGraphNamedLocation(resource: JsonObject): JsonObject | undefined {
  const [id, { displayName }] = [idOf(resource), resource];
  return id === undefined ? undefined : { id, displayName, ...extentOf(resource) };
}

/** Of two kinds at once, or of none, Graph has no location: its places can't be read then. */
function extentOf({ ip, country }: JsonObject): JsonObject {
  if (isAbsent(ip) === isAbsent(country)) return {};
  return isAbsent(country)
    ? { "@odata.type": "#microsoft.graph.ipNamedLocation", ...(asObject(reshape(ip, IP)) ?? { ipRanges: ip }) }
    : {
        "@odata.type": "#microsoft.graph.countryNamedLocation",
        ...(asObject(reshape(country, COUNTRY)) ?? { countriesAndRegions: country }),
      };
}

/** The same of a `azuread.AuthenticationStrengthPolicy`, as an `authenticationStrengthPolicy`. */
export function toGraphStrength(resource: JsonObject): JsonObject | undefined {
  const [id, { displayName, allowedCombinations }] = [idOf(resource), resource];
  return id === undefined ? undefined : { id, displayName, policyType: "custom", allowedCombinations };
}
