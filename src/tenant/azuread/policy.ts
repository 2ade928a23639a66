import { DIMENSIONS, inAzuread } from "../../law/conditions";
import { asObject, isAbsent, isEmpty, type JsonObject } from "../../law/json/json-object";
import { asFlags, type Field, idOf, lastSegment, onlyItem, reshape, reshaped, shape } from "../../law/json/reshape";

function nested(fields: Readonly<Record<string, Field>>): (value: unknown) => unknown {
  const known = shape(fields);
  return (value) => reshape(value, known);
}

/** Fields with the same name and form in Graph. */
const same = (...names: readonly string[]): Readonly<Record<string, Field>> =>
  Object.fromEntries(names.map((name) => [name, [name]]));

const EXTERNAL_TENANTS = nested(same("membershipKind", "members"));

/** The provider writes guests of every tenant as one empty entry; Graph has no list for them. */
function externalTenants(value: unknown): unknown {
  const tenants = asObject(onlyItem(value));
  const isAbsent = tenants?.["membershipKind"] === "" && onlyItem(tenants["members"]) == null;
  return isAbsent ? null : EXTERNAL_TENANTS(value);
}

const guests = nested({
  guestOrExternalUserTypes: ["guestOrExternalUserTypes", asFlags],
  externalTenants: ["externalTenants", externalTenants],
});

/** The strength by its id. In a stack's state it is empty text if it isn't set. */
function strengthById(value: unknown): unknown {
  if (value === undefined || value === null || value === "") return null;
  return typeof value === "string" ? { id: lastSegment(value) } : value;
}

const POLICY = shape({
  ...same("displayName", "state"),
  conditions: [
    "conditions",
    nested({
      users: [
        "users",
        nested({
          includedUsers: ["includeUsers"],
          excludedUsers: ["excludeUsers"],
          includedGroups: ["includeGroups"],
          excludedGroups: ["excludeGroups"],
          includedRoles: ["includeRoles"],
          excludedRoles: ["excludeRoles"],
          includedGuestsOrExternalUsers: ["includeGuestsOrExternalUsers", guests],
          excludedGuestsOrExternalUsers: ["excludeGuestsOrExternalUsers", guests],
        }),
      ],
      applications: [
        "applications",
        nested({
          includedApplications: ["includeApplications"],
          excludedApplications: ["excludeApplications"],
          includedUserActions: ["includeUserActions"],
          filter: ["applicationFilter", nested(same("mode", "rule"))],
        }),
      ],
      ...same("servicePrincipalRiskLevels"),
      clientApplications: ["clientApplications", onlyItem],
      ...Object.fromEntries(DIMENSIONS.map(inAzuread)),
    }),
  ],
  grantControls: [
    "grantControls",
    nested({
      ...same("operator", "builtInControls", "customAuthenticationFactors"),
      termsOfUses: ["termsOfUse"],
      authenticationStrengthPolicyId: ["authenticationStrength", strengthById],
    }),
  ],
  sessionControls: ["sessionControls", sessionInGraph],
});

/** Whether a field is set. In a stack's state an unset field is empty text, 0 or false. A symbol is a value that isn't known yet. */
const isSet = (value: unknown): boolean => value !== false && value !== 0 && !isEmpty(value);

const onlySet = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => isSet(value)));

/** The session controls that are on. A value that isn't an object stays as it is. */
function sessionInGraph(value: unknown): unknown {
  const session = asObject(onlyItem(value));
  if (session === undefined) return onlyItem(value);
  const { applicationEnforcedRestrictionsEnabled: isEnabled, cloudAppSecurityPolicy: cloudAppSecurityType } = session;
  const { persistentBrowserMode: mode, disableResilienceDefaults } = session;
  return onlySet({
    applicationEnforcedRestrictions: isSet(isEnabled) && { isEnabled },
    cloudAppSecurity: isSet(cloudAppSecurityType) && { isEnabled: true, cloudAppSecurityType },
    persistentBrowser: isSet(mode) && { isEnabled: true, mode },
    disableResilienceDefaults,
    signInFrequency: frequencyIn(session),
  });
}

function frequencyIn({ signInFrequency, signInFrequencyInterval, ...session }: JsonObject): JsonObject | null {
  const isTimed = isSet(signInFrequency);
  if (!isTimed && signInFrequencyInterval !== "everyTime") return null;
  return onlySet({
    isEnabled: true,
    ...(isTimed && { value: signInFrequency, type: session["signInFrequencyPeriod"] }),
    frequencyInterval: signInFrequencyInterval,
    authenticationType: session["signInFrequencyAuthenticationType"],
  });
}

/** A policy of the azuread package in Graph's words. Values that aren't known yet stay symbols. A field that Graph lacks gets a key that no reader knows. */
export function toGraphPolicy(properties: unknown): unknown {
  const policy = asObject(properties);
  if (policy === undefined) return properties;
  const { id, objectId, ...rest } = policy;
  return { ...reshaped(rest, POLICY), id: idOf({ id, objectId }) };
}

/** What objects refer to a resource by; `undefined` if it has no id yet. */
function named(resource: JsonObject): JsonObject | undefined {
  const id = idOf(resource);
  return id === undefined ? undefined : { id, displayName: resource["displayName"] };
}

const asRanges = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((cidrAddress: unknown) => ({ cidrAddress })) : value;

const IP = shape({ ipRanges: ["ipRanges", asRanges], trusted: ["isTrusted"] });

const COUNTRY = shape(same("countriesAndRegions", "countryLookupMethod", "includeUnknownCountriesAndRegions"));

/**
 * An `azuread.NamedLocation` as a `namedLocation` of Graph; `undefined` if it has no id yet, because nothing can refer to it.
 * @param resource its outputs or inputs, with a symbol for each value that is known only after deployment
 */
export function toGraphNamedLocation(resource: JsonObject): JsonObject | undefined {
  const location = named(resource);
  return location && { ...location, ...extentOf(onlyItem(resource["ip"]), onlyItem(resource["country"])) };
}

/** The places of a location. With both kinds or with neither they can't be read: Graph has no such location. */
function extentOf(ip: unknown, country: unknown): JsonObject {
  if (isAbsent(ip) === isAbsent(country)) return {};
  return isAbsent(country)
    ? { "@odata.type": "#microsoft.graph.ipNamedLocation", ...(asObject(reshape(ip, IP)) ?? { ipRanges: ip }) }
    : {
        "@odata.type": "#microsoft.graph.countryNamedLocation",
        ...(asObject(reshape(country, COUNTRY)) ?? { countriesAndRegions: country }),
      };
}

/** An `azuread.AuthenticationStrengthPolicy` as an `authenticationStrengthPolicy` of Graph; `undefined` if it has no id yet. */
export function toGraphStrength(resource: JsonObject): JsonObject | undefined {
  const strength = named(resource);
  return strength && { ...strength, policyType: "custom", allowedCombinations: resource["allowedCombinations"] };
}

/** An `azuread.Group` as a `group` of Graph; `undefined` if it has no id yet. The program may not know all members, so they aren't known. */
export const toGraphGroup = named;
