import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import { asObject, isAnnotation, isEmpty, type JsonObject } from "../law/json/json-object";
import { IN_GRAPH } from "../tenant/azuread/policy";
import { isFlags, isSameValue, POLICY_OBJECTS, valueAt } from "../tenant/graph/policy-shape";

/**
 * What repairs a field of a policy. `pulumiUp`: the preview shows that `pulumi up` does. `request`: it doesn't, or may not, so a request to
 * Graph has to.
 */
export type Repair = "pulumiUp" | "request";

/** The path of a policy's authentication strength. */
export const STRENGTH = "grantControls.authenticationStrength";

/** Fields that the plugin sees, but leaves out of its PATCH if the code has no value for them, as tried with the official plugin 6.9.1. */
const LEFT_OUT = [STRENGTH, "conditions.clientApplications"];

/** The session controls that were tried, and whose absence means that they are off. */
const SESSION_CONTROLS = [
  "sessionControls.applicationEnforcedRestrictions",
  "sessionControls.cloudAppSecurity",
  "sessionControls.persistentBrowser",
  "sessionControls.signInFrequency",
  "sessionControls.disableResilienceDefaults",
];

const within = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

/** What repairs a difference. @param shown the fields that the preview names, in the plugin's words */
export function repairOf(path: string, shown: readonly string[]): Repair {
  // The preview may name the field, a part of it, or the object around it.
  const isShown = shown.map(graphPath).some((one) => isWithin(one, path) || isWithin(path, one));
  return isShown && !LEFT_OUT.some((one) => isWithin(path, one)) ? "pulumiUp" : "request";
}

/** Whether a path is another one, or inside it. */
export const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}.`);

/** A field that a preview names, `conditions.users.excludedUsers[2]`, in Graph's words. */
function graphPath(pluginField: string): string {
  const name = pluginField.replace(/\[.*$/, "");
  // The package has several fields for a session control: `signInFrequency`, `signInFrequencyPeriod`.
  const control = SESSION_CONTROLS.find((one) => name.startsWith(one));
  return control ?? [...IN_GRAPH].find(([azuread]) => isWithin(name, azuread))?.[1] ?? name;
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
  if (isFlags(path) && typeof value === "string") return value.split(",").map((flag) => flag.trim());
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
  ...SESSION_CONTROLS.map((path) => [path, isOff] as const),
  // Values that Graph fills in if a program leaves them out.
  ["sessionControls.signInFrequency.frequencyInterval", (value) => value === "timeBased"],
  ["sessionControls.signInFrequency.authenticationType", (value) => value === "primaryAndSecondaryAuthentication"],
]);

/**
 * The fields that a preview would change although the tenant matches the code there, in Graph's words. `noise` is written in another way,
 * with the same effect. `unexplained` is written in the same way: there, preview and Graph contradict each other.
 * @param shown fields in the plugin's words
 */
export function shownWithoutDrift(
  shown: readonly string[],
  tenant: JsonObject,
  code: JsonObject,
  differences: readonly Difference[],
): { readonly noise: readonly string[]; readonly unexplained: readonly string[] } {
  const isDifferent = (field: string): boolean =>
    differences.some(({ path }) => isWithin(path, field) || isWithin(field, path));
  const fields = [...new Set(shown.map(graphPath))].filter((field) => !isDifferent(field));
  const isSame = (field: string) => JSON.stringify(valueAt(tenant, field)) === JSON.stringify(valueAt(code, field));
  return { noise: fields.filter((field) => !isSame(field)), unexplained: fields.filter(isSame) };
}
