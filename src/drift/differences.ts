import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import { asObject, isAnnotation, isEmpty, type JsonObject } from "../law/json/json-object";
import { isFlags, isSameValue, POLICY_OBJECTS } from "../tenant/graph/policy-shape";
import { graphPath, isWithin, valueAt } from "./policy-fields";

/** One field in which the tenant's policy isn't what the code says. A value that is `undefined` has nothing there. */
export type Difference = {
  /** In Graph's words: `conditions.users.excludeUsers`. */
  readonly path: string;
  readonly tenant: unknown;
  readonly code: unknown;
};

/**
 * Field by field what the tenant has and the code says, whatever the fields are: one that nobody has heard of too.
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

/** What decides most comes first. */
const rankOf = ({ path }: Difference): number =>
  ["state", "grantControls", "conditions", "sessionControls", ""].findIndex((first) => path.startsWith(first));

function compareAt(path: string, tenant: unknown, code: unknown): readonly Difference[] {
  if (isSameValue(path, tenant, code)) return [];
  const [inTenant, inCode] = [objectOrNothing(tenant), objectOrNothing(code)];
  // Everything else, heard of or not, is compared and shown as a whole.
  if (!POLICY_OBJECTS.has(path) || inTenant === undefined || inCode === undefined) return [{ path, tenant, code }];
  const keys = [...new Set([...Object.keys(inTenant), ...Object.keys(inCode)])];
  return keys.flatMap((key) => compareAt(within(path, key), inTenant[key], inCode[key]));
}

const within = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

/** Where one of them has nothing, the fields of the other are differences each by itself. */
const objectOrNothing = (value: unknown): JsonObject | undefined => (value === undefined ? {} : asObject(value));

/** A single control is the same under both operators, and Graph rewrites the operator then. */
function controlsIn(policy: unknown): number {
  const { operator: _operator, ...controls } = asObject(asObject(policy)?.["grantControls"]) ?? {};
  return Object.values(controls).flat().length;
}

const STRENGTH = "grantControls.authenticationStrength";

/** A value of a policy without what makes no difference; sets of flags as lists, a strength by its id alone. */
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

/** Where a value may be as good as none: what Graph alone sets, conditions on everything, and session controls that are off. */
const SAYS_NOTHING: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ...["id", "templateId", "createdDateTime", "modifiedDateTime"].map((key) => [key, () => true] as const),
  ...DIMENSIONS.map((dimension) => {
    const { key, explicitAll } = CONDITIONS[dimension].graph;
    const path = `conditions.${key}`;
    return [path, (value: unknown) => explicitAll !== undefined && isSameValue(path, value, explicitAll)] as const;
  }),
  // Of a control that nobody has heard of nobody knows whether off is as good as not being there.
  ...["applicationEnforcedRestrictions", "cloudAppSecurity", "persistentBrowser", "signInFrequency"].map(
    (key) => [`sessionControls.${key}`, isOff] as const,
  ),
  ["sessionControls.disableResilienceDefaults", isOff],
  // What Graph fills in when a program leaves it out.
  ["sessionControls.signInFrequency.frequencyInterval", (value) => value === "timeBased"],
  ["sessionControls.signInFrequency.authenticationType", (value) => value === "primaryAndSecondaryAuthentication"],
]);

/** A change that the preview shows and that changes nothing, with the reason. */
export type Noise = { readonly field: string; readonly why: string };

/**
 * Explains the fields that a preview would change although the tenant has there what the code says.
 * @param shown fields in the plugin's words
 * @returns what can't be explained as `unexplained`: then the two readings contradict each other
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
  const reasons = fields.map((field) => [field, reasonFor(valueAt(tenant, field), valueAt(code, field))] as const);
  return {
    noise: reasons.flatMap(([field, why]) => (why === undefined ? [] : [{ field, why }])),
    unexplained: reasons.flatMap(([field, why]) => (why === undefined ? [field] : [])),
  };
}

function reasonFor(tenant: unknown, code: unknown): string | undefined {
  if (isEmpty(code)) return 'an empty value, or an explicit "all", is the same as none';
  return JSON.stringify(tenant) === JSON.stringify(code) ? undefined : "written in another way, with the same effect";
}
