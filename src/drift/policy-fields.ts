import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import { asObject, type JsonObject } from "../law/json/json-object";

/** What the official plugin 6.9.1 was seen to do about a field that drifted. */
type Seen =
  /** It notices, and one PATCH puts the field right. */
  | "repairs"
  /** It is blind for the field, and leaves it as it is. */
  | "doesn't see"
  /** It notices, but its PATCH leaves the field out when the code says nothing there. */
  | "leaves out";

/** A field of a policy: its path in Graph, its path in the azuread package, and what the plugin does about it. */
type Field = { readonly path: string; readonly azuread: string; readonly seen: Seen };

const CONDITION_FIELDS = DIMENSIONS.flatMap((dimension) => CONDITIONS[dimension].graph.fields);

/** Lists that Graph calls `include…` or `exclude…`, and the plugin `included…` or `excluded…`. */
const LISTS = [
  ...["Users", "Groups", "Roles", "GuestsOrExternalUsers"].flatMap((what) => [
    ["users", "include", what],
    ["users", "exclude", what],
  ]),
  ["applications", "include", "Applications"],
  ["applications", "exclude", "Applications"],
  ["applications", "include", "UserActions"],
];

/** The other fields, with the plugin's name where it is another. */
const OTHERS: readonly (readonly [path: string, seen: Seen, azuread?: string])[] = [
  ["state", "repairs"],
  ["displayName", "repairs"],
  ["conditions.servicePrincipalRiskLevels", "repairs"],
  ["conditions.times", "doesn't see"],
  ["conditions.applications.applicationFilter", "doesn't see", "conditions.applications.filter"],
  ["conditions.applications.includeAuthenticationContextClassReferences", "doesn't see"],
  ["conditions.clientApplications", "leaves out"],
  ["grantControls.operator", "repairs"],
  ["grantControls.builtInControls", "repairs"],
  ["grantControls.termsOfUse", "repairs", "grantControls.termsOfUses"],
  ["grantControls.customAuthenticationFactors", "repairs"],
  ["grantControls.authenticationStrength", "leaves out", "grantControls.authenticationStrengthPolicyId"],
  [
    "sessionControls.applicationEnforcedRestrictions",
    "repairs",
    "sessionControls.applicationEnforcedRestrictionsEnabled",
  ],
  ["sessionControls.cloudAppSecurity", "repairs", "sessionControls.cloudAppSecurityPolicy"],
  ["sessionControls.persistentBrowser", "repairs", "sessionControls.persistentBrowserMode"],
  ["sessionControls.disableResilienceDefaults", "repairs"],
  ["sessionControls.signInFrequency", "repairs"],
];

const ALL: readonly Field[] = [
  ...CONDITION_FIELDS.map(({ path, azuread, pluginOnDrift }) => ({
    path: `conditions.${path}`,
    azuread: `conditions.${azuread}`,
    seen: pluginOnDrift,
  })),
  ...LISTS.map(([object, clude, what]) => ({
    path: `conditions.${object}.${clude}${what}`,
    azuread: `conditions.${object}.${clude}d${what}`,
    seen: "repairs" as const,
  })),
  ...OTHERS.map(([path, seen, azuread = path]) => ({ path, azuread, seen })),
];

const FIELDS: ReadonlyMap<string, Field> = new Map(ALL.map((field) => [field.path, field]));
const GRAPH_PATHS = new Map(ALL.map(({ path, azuread }) => [azuread, path]));

/** A field that a preview names, `conditions.users.excludedUsers[2]`, in Graph's words. */
export function graphPath(pluginField: string): string {
  const name = pluginField.replace(/\[.*$/, "");
  if (name.startsWith("sessionControls.signInFrequency")) return "sessionControls.signInFrequency";
  return GRAPH_PATHS.get(name) ?? name;
}

/** What `pulumi up` does about a difference. */
export type Repair =
  /** Tried with the official plugin: one PATCH puts it right. */
  | "repaired"
  /** The same, once security defaults are off: until then Entra refuses to enforce a policy. */
  | "refused"
  /** Tried with the official plugin: it doesn't see the field and leaves it as it is. */
  | "notSeen"
  /** Tried with the official plugin: it sees the field, but its PATCH leaves it out. */
  | "leftToGraph"
  /** The official plugin was seen to repair this, but the preview at hand doesn't show it. */
  | "notShown"
  /** Nobody has tried this with the official plugin. */
  | "untried";

/** Whether `pulumi up` is enough, at once or when security defaults are off. */
export const isByUp = ({ repair }: { readonly repair: Repair }): boolean =>
  repair === "repaired" || repair === "refused";

/**
 * What `pulumi up` does about a difference, as far as it was tried with the official plugin.
 * @param code what the code says at the path; `undefined`: nothing
 * @param shown the fields that the preview at hand names, in the plugin's words
 */
export function repairOf(path: string, code: unknown, shown: readonly string[]): Repair {
  switch (FIELDS.get(path)?.seen) {
    case "repairs":
      return isShown(path, shown) ? "repaired" : "notShown";
    case "doesn't see":
      return code === undefined ? "notSeen" : "untried";
    case "leaves out":
      return code === undefined ? "leftToGraph" : "untried";
    case undefined:
      return "untried";
  }
}

/** The preview may name the field itself, something inside it, or the object around it. */
function isShown(path: string, shown: readonly string[]): boolean {
  const name = FIELDS.get(path)?.azuread ?? path;
  return shown.some((one) => isWithin(one, name) || isWithin(name, one));
}

const isWithin = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);

/** Where fields stand in the form of the Entra admin center, by how their paths begin; the first that fits. */
const FORM: readonly (readonly [prefix: string, place: string])[] = [
  ...CONDITION_FIELDS.map(({ path, form }) => [`conditions.${path}`, form] as const),
  ["conditions.applications.applicationFilter", "Target resources > Edit filter > Configure: No"],
  ["conditions.applications.includeAuthenticationContext", "Target resources > Resources, as the code says"],
  ["conditions.clientApplications", "Users > What does this policy apply to: Users and groups"],
  ["grantControls.authenticationStrength", "Grant > clear `Require authentication strength`, then as the code says"],
  ["state", "Enable policy: On, Off or Report-only, as the code says"],
  ["conditions.users.", "Users > Include and Exclude, as the code says"],
  ["conditions.applications.", "Target resources, as the code says"],
  ["conditions.locations", "Network > Configure, as the code says"],
  ["conditions.", "Conditions, as the code says, if the form shows the field"],
  ["grantControls.", "Grant, as the code says, if the form shows the field"],
  ["sessionControls.", "Session, as the code says, if the form shows the field"],
];

/** Where to set the field in the policy's form. */
export const portalStep = (path: string): string =>
  FORM.find(([prefix]) => path.startsWith(prefix))?.[1] ?? "the form may not show this field: use the request below";

/** The value at a path such as `conditions.users.excludeUsers`. */
export const valueAt = (object: JsonObject, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => asObject(value)?.[key], object);

/** The object with another value at the path; objects on the way are made where there are none. */
export function withValueAt(object: JsonObject, path: string, value: unknown): JsonObject {
  const [key = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...object, [key]: value };
  return { ...object, [key]: withValueAt(asObject(object[key]) ?? {}, rest.join("."), value) };
}
