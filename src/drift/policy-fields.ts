import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import { at } from "../law/json/json-object";

/** What `pulumi up` does about a difference, as tried with the official plugin 6.9.1. */
export type Repair =
  /** One PATCH fixes it. */
  | "repaired"
  /** One PATCH fixes it after security defaults are off. Until then, Entra refuses to enforce a policy. */
  | "refused"
  /** The plugin doesn't see the field and doesn't change it. */
  | "notSeen"
  /** The plugin sees the field, but its PATCH leaves the field out if the code has no value for it. */
  | "leftToGraph"
  /** The plugin repairs this field, but this preview doesn't show it. */
  | "notShown"
  /** Not tried. */
  | "untried";

const CONDITION_FIELDS = DIMENSIONS.flatMap((dimension) => CONDITIONS[dimension].graph.fields);

const inConditions = (path: string): string => `conditions.${path}`;
const includeOrExclude = (of: string, what: string): readonly string[] =>
  ["include", "exclude"].map((key) => `conditions.${of}.${key}${what}`);

/** What the plugin does about each field that was tried, by the field's path in Graph. */
const SEEN: ReadonlyMap<string, Repair> = new Map([
  ...CONDITION_FIELDS.map(
    ({ path, pluginOnDrift }) => [inConditions(path), pluginOnDrift === "repairs" ? "repaired" : "notSeen"] as const,
  ),
  ...[
    ...["state", "displayName", "conditions.servicePrincipalRiskLevels", "conditions.applications.includeUserActions"],
    ...["Users", "Groups", "Roles", "GuestsOrExternalUsers"].flatMap((what) => includeOrExclude("users", what)),
    ...includeOrExclude("applications", "Applications"),
    ...["operator", "builtInControls", "termsOfUse", "customAuthenticationFactors"].map(
      (key) => `grantControls.${key}`,
    ),
    ...["applicationEnforcedRestrictions", "cloudAppSecurity", "persistentBrowser", "disableResilienceDefaults"].map(
      (key) => `sessionControls.${key}`,
    ),
    "sessionControls.signInFrequency",
  ].map((path) => [path, "repaired"] as const),
  ...["times", "applications.applicationFilter", "applications.includeAuthenticationContextClassReferences"].map(
    (path) => [inConditions(path), "notSeen"] as const,
  ),
  ["conditions.clientApplications", "leftToGraph"],
  ["grantControls.authenticationStrength", "leftToGraph"],
]);

/**
 * What `pulumi up` does about a difference.
 * @param code the code's value; `undefined` if there is none
 * @param shown the fields that the preview names, in the plugin's words
 */
export function repairOf(path: string, code: unknown, shown: readonly string[]): Repair {
  const seen = SEEN.get(path) ?? "untried";
  if (seen !== "repaired") return code === undefined ? seen : "untried";
  // The preview may name the field, a part of it, or the object around it.
  return shown.map(graphPath).some((one) => isWithin(one, path) || isWithin(path, one)) ? "repaired" : "notShown";
}

/** Whether a path is another one, or inside it. */
export const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}.`);

/** Whether `pulumi up` is enough, at once or after security defaults are off. */
export const isByUp = ({ repair }: { readonly repair: Repair }): boolean =>
  repair === "repaired" || repair === "refused";

/** Fields that the azuread package names differently, apart from `excludedUsers` for `excludeUsers` and the like. */
const RENAMED: readonly (readonly [azuread: string, path: string])[] = [
  ...CONDITION_FIELDS.map(({ azuread, path }) => [inConditions(azuread), inConditions(path)] as const),
  ["conditions.applications.filter", "conditions.applications.applicationFilter"],
  ["grantControls.termsOfUses", "grantControls.termsOfUse"],
  ["grantControls.authenticationStrengthPolicyId", "grantControls.authenticationStrength"],
  ["sessionControls.applicationEnforcedRestrictionsEnabled", "sessionControls.applicationEnforcedRestrictions"],
  ["sessionControls.cloudAppSecurityPolicy", "sessionControls.cloudAppSecurity"],
  ["sessionControls.persistentBrowserMode", "sessionControls.persistentBrowser"],
  ["sessionControls.signInFrequencyPeriod", "sessionControls.signInFrequency"],
  ["sessionControls.signInFrequencyInterval", "sessionControls.signInFrequency"],
  ["sessionControls.signInFrequencyAuthenticationType", "sessionControls.signInFrequency"],
];

/** A field that a preview names, `conditions.users.excludedUsers[2]`, in Graph's words. */
export function graphPath(pluginField: string): string {
  const name = pluginField.replace(/\[.*$/, "");
  const renamed = RENAMED.find(([azuread]) => isWithin(name, azuread));
  return renamed?.[1] ?? name.replace(/\.(in|ex)cluded([A-Z]\w*)$/, ".$1clude$2");
}

/** Where fields are in the form of the Entra admin center, by the beginning of their paths. The first match counts. */
const FORM: readonly (readonly [prefix: string, place: string])[] = [
  ["state", "Enable policy"],
  ["conditions.users.", "Users"],
  ["conditions.clientApplications", "Users > What does this policy apply to"],
  ["conditions.applications.", "Target resources"],
  ...DIMENSIONS.map((dimension) => CONDITIONS[dimension].graph).map(
    ({ key, form }) => [inConditions(key), form] as const,
  ),
  ["conditions.", "Conditions"],
  ["grantControls.", "Grant"],
  ["sessionControls.", "Session"],
];

/** Where to set a field in the policy's form. */
export function portalStep(path: string): string {
  const place = FORM.find(([prefix]) => path.startsWith(prefix))?.[1];
  return place === undefined
    ? "the form may not show this field: use Graph"
    : `${place}, as the code says, if the form shows the field`;
}

/** The value at a path such as `conditions.users.excludeUsers`. */
export const valueAt = (value: unknown, path: string): unknown => at(value, path.split("."));
