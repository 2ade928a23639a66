import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import { asObject, isAnnotation, isEmpty, type JsonObject } from "../law/json/json-object";
import { isFlags, isSameValue, POLICY_OBJECTS, valueAt } from "../tenant/graph/policy-shape";

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

/** The path of a policy's authentication strength. */
export const STRENGTH = "grantControls.authenticationStrength";

/** The session controls that were tried, and whose absence means that they are off. */
const SESSION_CONTROLS =
  "applicationEnforcedRestrictions cloudAppSecurity persistentBrowser signInFrequency disableResilienceDefaults";

const tried = (repair: Repair, object: string, keys: string): readonly (readonly [string, Repair])[] =>
  pathsOf(object, keys).map((path) => [path, repair]);

/** The paths of some fields of an object. @param keys with spaces between them */
const pathsOf = (object: string, keys: string): readonly string[] => keys.split(" ").map((key) => within(object, key));

const within = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

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
export const isFixedByUp = ({ repair }: { readonly repair: Repair }): boolean =>
  repair === "repaired" || repair === "refused";

/** Fields that the azuread package names differently, apart from `excludedUsers` for `excludeUsers` and the like. */
const RENAMED: readonly (readonly [azuread: string, path: string])[] = [
  ...CONDITION_FIELDS.map(({ azuread, path }) => [within("conditions", azuread), within("conditions", path)] as const),
  ["conditions.applications.filter", "conditions.applications.applicationFilter"],
  ["grantControls.termsOfUses", "grantControls.termsOfUse"],
  ["grantControls.authenticationStrengthPolicyId", STRENGTH],
];

/** A field that a preview names, `conditions.users.excludedUsers[2]`, in Graph's words. */
function graphPath(pluginField: string): string {
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
    ({ key, form }) => [within("conditions", key), form] as const,
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
    : `${place}: set the value of the code, if the form shows the field`;
}

/** One field that differs between the tenant and the code. `undefined` means that there is no value. */
export type Difference = {
  /** The field's path in Graph: `conditions.users.excludeUsers`. */
  readonly path: string;
  readonly tenant: unknown;
  readonly code: unknown;
};

/**
 * The fields in which the tenant differs from the code, unknown fields included.
 * @param tenant a policy as Graph shows it
 * @param code the policy that the code asks for, in Graph's words
 */
export function findDifferences(tenant: JsonObject, code: JsonObject): readonly Difference[] {
  const sides = [meaningful("", tenant), meaningful("", code)] as const;
  const differences = compareAt("", ...sides).toSorted(
    (one, other) => rankOf(one) - rankOf(other) || one.path.localeCompare(other.path),
  );
  const operatorMatters = sides.some((policy) => controlsIn(policy) > 1);
  return operatorMatters ? differences : differences.filter(({ path }) => path !== "grantControls.operator");
}

/** The most important fields come first. */
const rankOf = ({ path }: Difference): number =>
  ["state", "grantControls", "conditions", "sessionControls", ""].findIndex((first) => path.startsWith(first));

function compareAt(path: string, tenant: unknown, code: unknown): readonly Difference[] {
  if (isSameValue(path, tenant, code)) return [];
  const [inTenant, inCode] = [objectOrNothing(tenant), objectOrNothing(code)];
  // Everything else is compared and shown as a whole, even if azmfa doesn't know it.
  if (!POLICY_OBJECTS.has(path) || inTenant === undefined || inCode === undefined) return [{ path, tenant, code }];
  const keys = [...new Set([...Object.keys(inTenant), ...Object.keys(inCode)])];
  return keys.flatMap((key) => compareAt(within(path, key), inTenant[key], inCode[key]));
}

/** If one side has no value, each field of the other side is a difference by itself. */
const objectOrNothing = (value: unknown): JsonObject | undefined => (value === undefined ? {} : asObject(value));

/** With a single control, both operators mean the same, and Graph may change the operator. */
function controlsIn(policy: unknown): number {
  const { operator: _operator, ...controls } = asObject(asObject(policy)?.["grantControls"]) ?? {};
  return Object.values(controls).flat().length;
}

/** A value of a policy without the parts that have no effect. Flags become lists. A strength becomes its id. */
function meaningful(path: string, value: unknown): unknown {
  const hasFlags = isFlags(path) || path.endsWith(".guestOrExternalUserTypes");
  if (hasFlags && typeof value === "string") return value.split(",").map((flag) => flag.trim());
  if (Array.isArray(value)) return value.map((item: unknown) => meaningful(path, item));
  const object = asObject(value);
  if (object === undefined) return value;
  const id = object["id"];
  if (path === STRENGTH && typeof id === "string") return { id: id.toLowerCase() };
  return Object.fromEntries(
    Object.entries(object)
      .filter(([key, inner]) => !isAnnotation(key) && !isEmpty(inner))
      .map(([key, inner]) => [key, meaningful(within(path, key), inner)] as const)
      .filter(([key, inner]) => !SAYS_NOTHING.get(within(path, key))?.(inner)),
  );
}

const isOff = (control: unknown): boolean => control === false || asObject(control)?.["isEnabled"] === false;

/** Values that mean nothing: what only Graph sets, conditions on everything, and session controls that are off. */
const SAYS_NOTHING: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ...["id", "templateId", "createdDateTime", "modifiedDateTime"].map((key) => [key, () => true] as const),
  ...DIMENSIONS.map((dimension) => {
    const { key, explicitAll } = CONDITIONS[dimension].graph;
    const path = `conditions.${key}`;
    return [path, (value: unknown) => explicitAll !== undefined && isSameValue(path, value, explicitAll)] as const;
  }),
  // For an unknown control, off may not mean the same as absent.
  ...pathsOf("sessionControls", SESSION_CONTROLS).map((path) => [path, isOff] as const),
  // Values that Graph fills in if a program leaves them out.
  ["sessionControls.signInFrequency.frequencyInterval", (value) => value === "timeBased"],
  ["sessionControls.signInFrequency.authenticationType", (value) => value === "primaryAndSecondaryAuthentication"],
]);

/** A change that the preview shows although it has no effect, with the reason. */
export type Noise = { readonly field: string; readonly why: string };

/**
 * Explains the fields that a preview would change although the tenant matches the code there.
 * @param shown fields in the plugin's words
 * @returns fields without an explanation as `unexplained`: there, preview and Graph contradict each other
 */
export function explainNoise(
  shown: readonly string[],
  tenant: JsonObject,
  code: JsonObject,
  differences: readonly Difference[],
): { readonly noise: readonly Noise[]; readonly unexplained: readonly string[] } {
  const isDifferent = (field: string): boolean =>
    differences.some(({ path }) => isWithin(path, field) || isWithin(field, path));
  const fields = [...new Set(shown.map(graphPath))].filter((field) => !isDifferent(field));
  const reasons = new Map(fields.map((field) => [field, reasonFor(valueAt(tenant, field), valueAt(code, field))]));
  const noise = [...reasons].flatMap(([field, why]) => (why === undefined ? [] : [{ field, why }]));
  return { noise, unexplained: fields.filter((field) => reasons.get(field) === undefined) };
}

function reasonFor(tenant: unknown, code: unknown): string | undefined {
  if (isEmpty(code)) return 'an empty value, or an explicit "all", is the same as none';
  return JSON.stringify(tenant) === JSON.stringify(code) ? undefined : "written in another way, with the same effect";
}
