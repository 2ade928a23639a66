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

/** The path of a policy's authentication strength. */
export const STRENGTH = "grantControls.authenticationStrength";

/** The session controls that were tried, and whose absence means that they are off. */
export const SESSION_CONTROLS =
  "applicationEnforcedRestrictions cloudAppSecurity persistentBrowser signInFrequency disableResilienceDefaults";

const tried = (repair: Repair, object: string, keys: string): readonly (readonly [string, Repair])[] =>
  pathsOf(object, keys).map((path) => [path, repair]);

/** The paths of some fields of an object. @param keys with spaces between them */
export const pathsOf = (object: string, keys: string): readonly string[] =>
  keys.split(" ").map((key) => (object === "" ? key : `${object}.${key}`));

/** What the plugin does about each field that was tried, by the field's path in Graph. */
const TRIED: ReadonlyMap<string, Repair> = new Map([
  ...CONDITION_FIELDS.flatMap(({ path, pluginOnDrift }) =>
    tried(pluginOnDrift === "repairs" ? "repaired" : "notSeen", "conditions", path),
  ),
  ...tried("repaired", "", "state displayName conditions.servicePrincipalRiskLevels"),
  ...tried("repaired", "conditions.users", "includeUsers includeGroups includeRoles includeGuestsOrExternalUsers"),
  ...tried("repaired", "conditions.users", "excludeUsers excludeGroups excludeRoles excludeGuestsOrExternalUsers"),
  ...tried("repaired", "conditions.applications", "includeApplications excludeApplications includeUserActions"),
  ...tried("repaired", "grantControls", "operator builtInControls termsOfUse customAuthenticationFactors"),
  ...tried("repaired", "sessionControls", SESSION_CONTROLS),
  ...tried("notSeen", "conditions.applications", "applicationFilter includeAuthenticationContextClassReferences"),
  ...tried("notSeen", "conditions", "times"),
  ...tried("leftToGraph", "", `conditions.clientApplications ${STRENGTH}`),
]);

/**
 * What `pulumi up` does about a difference.
 * @param code the code's value; `undefined` if there is none
 * @param shown the fields that the preview names, in the plugin's words
 */
export function repairOf(path: string, code: unknown, shown: readonly string[]): Repair {
  const tried = TRIED.get(path) ?? "untried";
  if (tried !== "repaired") return code === undefined ? tried : "untried";
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
  ["grantControls.authenticationStrengthPolicyId", STRENGTH],
];

/** A field that a preview names, `conditions.users.excludedUsers[2]`, in Graph's words. */
export function graphPath(pluginField: string): string {
  const name = pluginField.replace(/\[.*$/, "");
  // The package has several fields for a session control: `signInFrequency`, `signInFrequencyPeriod`.
  const control = pathsOf("sessionControls", SESSION_CONTROLS).find((one) => name.startsWith(one));
  const renamed = RENAMED.find(([azuread]) => isWithin(name, azuread))?.[1];
  return control ?? renamed ?? name.replace(/\.(in|ex)cluded([A-Z]\w*)$/, ".$1clude$2");
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
