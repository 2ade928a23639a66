import { asObject, isAbsent, isEmpty, isObject, type JsonObject, replaced } from "../../law/json/json-object";
import { deployedId, lastSegment } from "../../law/json/resource-id";
import { FIELDS, GUESTS, isFlags, OF_CONDITIONS, VALUES } from "../graph/policy-shape";

const STRENGTH = "grantControls.authenticationStrength";

/** The fields that the azuread package doesn't just call `included…` and `excluded…`: their paths in Graph, and in the package. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ...OF_CONDITIONS.map(({ path, azuread }) => [`conditions.${path}`, `conditions.${azuread}`] as const),
  ["conditions.applications.applicationFilter", "conditions.applications.filter"],
  ["grantControls.termsOfUse", "grantControls.termsOfUses"],
  [STRENGTH, "grantControls.authenticationStrengthPolicyId"],
]);

const OF_GUESTS = ["guestOrExternalUserTypes", "externalTenants.membershipKind", "externalTenants.members"];

/** The fields of Graph that the package lacks. */
const NOT_OF_PACKAGE = /^(id|templateId|description|\w+DateTime|partialEnablementStrategy)$|ContextClassReferences$/;

/** Every field of a policy that the package has, by its path in Graph. */
const PATHS = [
  ...[...FIELDS.keys()].filter((path) => !NOT_OF_PACKAGE.test(path)),
  ...VALUES.flatMap(([path, keys]) => keys.map((key) => `${path}.${key}`)),
  ...GUESTS.flatMap((key) => OF_GUESTS.map((inner) => `conditions.users.${key}.${inner}`)),
];

/** The path in Graph of each field of a policy, by the path of its object in Graph and its own name in the azuread package. */
export const IN_GRAPH: ReadonlyMap<string, string> = new Map(
  PATHS.map((path) => [RENAMED.get(path) ?? path.replace(/\.(in|ex)clude(?=[A-Z]\w*$)/, ".$1cluded"), path]),
);

/** The objects in a policy, by their paths in Graph. The package has a list of one for some, and Terraform for all. */
const OBJECTS: ReadonlySet<string> = new Set(
  [...IN_GRAPH.keys()].flatMap((path) => path.split(".").map((_, depth, steps) => steps.slice(0, depth).join("."))),
);

/** Keys that the engine adds to the properties of a resource. */
const BOOKKEEPING = /^__(defaults|internal|meta|name|pulumi_raw_state_delta)$/;

/** The value that is alone in a list, where Graph has no list. A longer list stays as it is, and the reader reports it. */
const onlyItem = (value: unknown): unknown => (Array.isArray(value) && value.length < 2 ? (value[0] ?? null) : value);

const entriesIn = (object: JsonObject) => Object.entries(object).filter(([key]) => !BOOKKEEPING.test(key));

/** What a part of a policy says, by the paths of the fields in Graph. A field that Graph lacks gets a key that no reader knows. */
function fieldsIn(written: unknown, path: Path): readonly (readonly [path: Path, value: unknown])[] {
  const value = inGraph(path.join("."), written);
  if (!OBJECTS.has(path.join(".")) || !isObject(value)) return [[path, value]];
  const entries = entriesIn(value);
  if (entries.length === 0) return [[path, {}]];
  return entries.flatMap(([key, inner]) => fieldsIn(inner, pathInGraph(path, key)));
}

type Path = readonly string[];

function pathInGraph(object: Path, key: string): Path {
  const path = [...object, key].join(".");
  const isOfPackage = !key.includes(".") && (IN_GRAPH.has(path) || (OBJECTS.has(path) && !FIELDS.has(path)));
  return isOfPackage ? (IN_GRAPH.get(path) ?? path).split(".") : [...object, `azuread:${key}`];
}

/** The value of a field as Graph writes it. */
function inGraph(path: string, value: unknown): unknown {
  if (path === "sessionControls") return sessionInGraph(onlyItem(value));
  if (path === STRENGTH) return strengthById(value);
  if (path.endsWith(".externalTenants")) return externalTenants(onlyItem(value));
  if (isFlags(path)) return asFlags(value);
  if (path.startsWith("conditions.locations.")) return Array.isArray(value) ? value.map(lastSegment) : value;
  return OBJECTS.has(path) || path === "conditions.clientApplications" ? onlyItem(value) : value;
}

/** Flags as Graph writes them: one text with commas. The provider has a list. */
const asFlags = (value: unknown): unknown =>
  Array.isArray(value) && value.every((flag) => typeof flag === "string") ? value.join(",") : value;

/** The provider writes guests of every tenant as one empty entry; Graph has no list for them. */
const externalTenants = (value: unknown): unknown =>
  asObject(value)?.["membershipKind"] === "" && isAbsent(onlyItem(asObject(value)?.["members"])) ? null : value;

/** The strength by its id. In a stack's state it is empty text if it isn't set. */
function strengthById(value: unknown): unknown {
  if (isAbsent(value) || value === "") return null;
  return typeof value === "string" ? { id: lastSegment(value) } : value;
}

/** Whether a field is set. In a stack's state an unset field is empty text, 0 or false. A symbol is a value that isn't known yet. */
const isSet = (value: unknown): boolean => value !== false && value !== 0 && !isEmpty(value);

const onlySet = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => isSet(value)));

/** The session controls that are on. A value that isn't an object stays as it is. */
function sessionInGraph(value: unknown): unknown {
  const session = asObject(value);
  if (session === undefined) return value;
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

/** A policy of the azuread package in Graph's words. Values that aren't known yet stay symbols. */
export function toGraphPolicy(properties: unknown): unknown {
  const policy = asObject(properties);
  if (policy === undefined) return properties;
  const { id, objectId, ...rest } = policy;
  const inGraphsWords = fieldsIn(rest, []).reduce((sum, [path, value]) => replaced(sum, path, value), {});
  return { ...inGraphsWords, id: deployedId({ id, objectId }) };
}

/** What objects refer to a resource by; `undefined` if it has no id yet. */
function named(resource: JsonObject): JsonObject | undefined {
  const id = deployedId(resource);
  return id === undefined ? undefined : { id, displayName: resource["displayName"] };
}

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
    ? { "@odata.type": "#microsoft.graph.ipNamedLocation", ...placesIn(ip, "ipRanges") }
    : { "@odata.type": "#microsoft.graph.countryNamedLocation", ...placesIn(country, "countriesAndRegions") };
}

/** @param list the field that a value stands for which isn't an object, so that the reader reports it */
const placesIn = (places: unknown, list: string): JsonObject =>
  isObject(places) ? Object.fromEntries(entriesIn(places).map(placeInGraph)) : { [list]: places };

function placeInGraph([key, value]: readonly [string, unknown]): readonly [string, unknown] {
  if (key === "trusted") return ["isTrusted", value];
  if (key === "ipRanges" && Array.isArray(value)) return [key, value.map((cidrAddress: unknown) => ({ cidrAddress }))];
  const isOfGraph = ["ipRanges", "countriesAndRegions", "countryLookupMethod", "includeUnknownCountriesAndRegions"];
  return [isOfGraph.includes(key) ? key : `azuread:${key}`, value];
}

/** An `azuread.AuthenticationStrengthPolicy` as an `authenticationStrengthPolicy` of Graph; `undefined` if it has no id yet. */
export function toGraphStrength(resource: JsonObject): JsonObject | undefined {
  const strength = named(resource);
  return strength && { ...strength, policyType: "custom", allowedCombinations: resource["allowedCombinations"] };
}

/** An `azuread.Group` as a `group` of Graph; `undefined` if it has no id yet. The program may not know all members, so they aren't known. */
export const toGraphGroup = named;
