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

/** A field of a policy: Graph's path, the azuread package's, and where it stands in the form of the Entra admin center. */
type Field = { readonly path: string; readonly azuread: string; readonly seen: Seen; readonly form?: string };

const field = (path: string, seen: Seen, azuread = path, form?: string): Field => ({
  path,
  azuread,
  seen,
  ...(form !== undefined && { form }),
});

/** A list that Graph calls `includeX` or `excludeX`, and the plugin `includedX` or `excludedX`. */
const listField = (object: string, clude: "include" | "exclude", what: string): Field =>
  field(`conditions.${object}.${clude}${what}`, "repairs", `conditions.${object}.${clude}d${what}`);

const CLUDES = ["include", "exclude"] as const;

const FIELDS: ReadonlyMap<string, Field> = new Map(
  [
    ...DIMENSIONS.flatMap((dimension) => CONDITIONS[dimension].graph.fields).map(
      ({ path, azuread, pluginOnDrift, form }) =>
        field(`conditions.${path}`, pluginOnDrift, `conditions.${azuread}`, form),
    ),
    field("state", "repairs", "state", "Enable policy: On, Off or Report-only, as the code says"),
    field("displayName", "repairs"),
    ...CLUDES.flatMap((clude) =>
      ["Users", "Groups", "Roles", "GuestsOrExternalUsers"].map((what) => listField("users", clude, what)),
    ),
    ...CLUDES.map((clude) => listField("applications", clude, "Applications")),
    listField("applications", "include", "UserActions"),
    field(
      "conditions.applications.applicationFilter",
      "doesn't see",
      "conditions.applications.filter",
      "Target resources > Edit filter > Configure: No",
    ),
    field(
      "conditions.applications.includeAuthenticationContextClassReferences",
      "doesn't see",
      undefined,
      "Target resources > Select what this policy applies to: Resources, instead of Authentication context",
    ),
    field("conditions.servicePrincipalRiskLevels", "repairs"),
    field("conditions.times", "doesn't see"),
    field(
      "conditions.clientApplications",
      "leaves out",
      undefined,
      "Users or agents (workload identities) > What does this policy apply to: Users and groups",
    ),
    field("grantControls.operator", "repairs"),
    field("grantControls.builtInControls", "repairs"),
    field("grantControls.termsOfUse", "repairs", "grantControls.termsOfUses"),
    field("grantControls.customAuthenticationFactors", "repairs"),
    field(
      "grantControls.authenticationStrength",
      "leaves out",
      "grantControls.authenticationStrengthPolicyId",
      "Grant > clear `Require authentication strength`, then set what the code says",
    ),
    field(
      "sessionControls.applicationEnforcedRestrictions",
      "repairs",
      "sessionControls.applicationEnforcedRestrictionsEnabled",
    ),
    field("sessionControls.cloudAppSecurity", "repairs", "sessionControls.cloudAppSecurityPolicy"),
    field("sessionControls.persistentBrowser", "repairs", "sessionControls.persistentBrowserMode"),
    field("sessionControls.disableResilienceDefaults", "repairs"),
    field("sessionControls.signInFrequency", "repairs"),
  ].map((one) => [one.path, one]),
);

const GRAPH_PATHS = new Map(Array.from(FIELDS.values(), ({ path, azuread }) => [azuread, path]));

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

/** The parts of the form, for fields without a place of their own. */
const FORM_PARTS: readonly (readonly [prefix: string, place: string])[] = [
  ["conditions.users.", "Users > Include and Exclude, as the code says"],
  ["conditions.applications.", "Target resources, as the code says"],
  ["conditions.locations", "Network > Configure, as the code says"],
  ["conditions.", "Conditions, as the code says, if the form shows the field"],
  ["grantControls.", "Grant, as the code says, if the form shows the field"],
  ["sessionControls.", "Session, as the code says, if the form shows the field"],
];

/** Where to set the field in the policy's form. */
export const portalStep = (path: string): string =>
  FIELDS.get(path)?.form ??
  FORM_PARTS.find(([prefix]) => path.startsWith(prefix))?.[1] ??
  "the form may not show this field: use the request below";

/** The value at a path such as `conditions.users.excludeUsers`. */
export const valueAt = (object: JsonObject, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => asObject(value)?.[key], object);

/** The object with another value at the path; objects on the way are made where there are none. */
export function withValueAt(object: JsonObject, path: string, value: unknown): JsonObject {
  const [key = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...object, [key]: value };
  return { ...object, [key]: withValueAt(asObject(object[key]) ?? {}, rest.join("."), value) };
}
