import { absent, isAboutTransport, isOddList, isRaw, type Raw, raw, saysNothing } from "./raw";

const USERS = ["Users", "Groups", "Roles", "GuestsOrExternalUsers"].flatMap((kind) => [
  `include${kind}`,
  `exclude${kind}`,
]);
const APPLICATIONS = ["includeApplications", "excludeApplications", "includeUserActions"];
const CONTEXTS = "includeAuthenticationContextClassReferences";
const GRANT = ["operator", "builtInControls", "termsOfUse", "customAuthenticationFactors", "authenticationStrength"];

const POLICY = `id templateId displayName description createdDateTime modifiedDateTime deletedDateTime state
  conditions sessionControls grantControls partialEnablementStrategy`.split(/\s+/);
const CONDITIONS = `users applications clientApplications servicePrincipalRiskLevels clientAppTypes platforms locations
  devices signInRiskLevels userRiskLevels insiderRiskLevels authenticationFlows agentIdRiskLevels`.split(/\s+/);

/** The objects of a policy with the keys that Graph's v1.0 has, grant controls apart; agents' risk is of beta. */
const KNOWN: readonly (readonly [path: string, keys: readonly string[]])[] = [
  ["", POLICY],
  ["conditions", CONDITIONS],
  ["conditions.users", USERS],
  ["conditions.applications", [...APPLICATIONS, CONTEXTS, "applicationFilter"]],
  ["conditions.applications.applicationFilter", ["mode", "rule"]],
  ["conditions.platforms", ["includePlatforms", "excludePlatforms"]],
  ["conditions.locations", ["includeLocations", "excludeLocations"]],
  ["conditions.devices", ["deviceFilter"]],
  ["conditions.devices.deviceFilter", ["mode", "rule"]],
  ["conditions.authenticationFlows", ["transferMethods"]],
];

export const at = (policy: Raw, path: string): unknown =>
  path === "" ? policy : path.split(".").reduce<unknown>((value, key) => raw(value)[key], policy);

/** Keys that say something and that nobody has heard of. An object among the conditions is a condition, even an empty one. */
export function unheardOfIn(object: unknown, known: readonly string[], isCondition = false): readonly string[] {
  return Object.entries(raw(object))
    .filter(([key]) => !known.includes(key) && !isAboutTransport(key))
    .filter(([, value]) => !saysNothing(value) || (isCondition && isRaw(value)))
    .map(([key]) => key);
}

/** Where a policy has content that nobody has heard of, outside its grant and its guests: it may narrow the policy. */
export const unheardOf = (policy: Raw): readonly string[] => [
  ...KNOWN.flatMap(([path, keys]) =>
    unheardOfIn(at(policy, path), keys, path === "conditions").map((key) => (path === "" ? key : `${path}.${key}`)),
  ),
  ...(absent(policy["partialEnablementStrategy"]) ? [] : ["partialEnablementStrategy"]),
];

const LISTS = [
  ...USERS.filter((key) => !key.endsWith("Guests") && !key.includes("GuestsOr")).map(
    (key) => `conditions.users.${key}`,
  ),
  ...[...APPLICATIONS, CONTEXTS].map((key) => `conditions.applications.${key}`),
  ...["clientAppTypes", "signInRiskLevels", "userRiskLevels", "servicePrincipalRiskLevels"].map(
    (key) => `conditions.${key}`,
  ),
  ...["conditions.platforms.includePlatforms", "conditions.platforms.excludePlatforms"],
  ...["conditions.locations.includeLocations", "conditions.locations.excludeLocations"],
  ...["builtInControls", "termsOfUse", "customAuthenticationFactors"].map((key) => `grantControls.${key}`),
];

/** Where a policy has a value of another type than Graph's, so that the file isn't what Graph wrote. */
export const ofWrongType = (policy: Raw): readonly string[] => [
  ...["id", "displayName", "description", "templateId", "deletedDateTime"].filter(
    (key) => !absent(policy[key]) && typeof policy[key] !== "string",
  ),
  ...["sessionControls", "conditions.locations", "conditions.clientApplications"].filter(
    (path) => !absent(at(policy, path)) && !isRaw(at(policy, path)),
  ),
  ...LISTS.filter((path) => isOddList(at(policy, path))),
];

/** Is a key of Graph's spelt in other letters, as PowerShell writes it? Then nothing at all is known of the policy. */
export const isRespelt = (policy: Raw): boolean =>
  [...KNOWN, ["grantControls", GRANT] as const].some(([path, keys]) =>
    Object.keys(raw(at(policy, path))).some(
      (key) => !keys.includes(key) && keys.some((known) => known.toLowerCase() === key.toLowerCase()),
    ),
  );

/** Grant controls with a key that nobody has heard of, which may change what the others mean; or that are no object. */
export const isOddGrant = (grant: unknown): boolean =>
  !absent(grant) && (!isRaw(grant) || (!saysNothing(grant) && unheardOfIn(grant, GRANT).length > 0));
