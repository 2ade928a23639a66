import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import { idOf, reshape, shape } from "../../law/json/reshape";

/** A reader of a resource, which makes nothing of one that has no id yet: nothing can refer to it. */
const withId =
  (read: (resource: JsonObject, id: unknown) => JsonObject) =>
  (properties: unknown): JsonObject | undefined => {
    const resource = asObject(properties);
    const id = resource && idOf(resource);
    return resource === undefined || id === undefined ? undefined : read(resource, id);
  };

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
export const toGraphNamedLocation = withId((resource, id) => ({
  id,
  displayName: resource["displayName"],
  ...extentOf(resource),
}));

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

/**
 * A `azuread.AuthenticationStrengthPolicy` as an `authenticationStrengthPolicy` of Graph; `undefined` while it has no id.
 * @param properties outputs of the resource, or inputs; a symbol where a value is known only after deployment
 */
export const toGraphStrength = withId(({ displayName, allowedCombinations }, id) => ({
  ...{ id, displayName, policyType: "custom", allowedCombinations },
}));
