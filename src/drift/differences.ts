import { asObject, isEmpty, type JsonObject } from "../law/json/json-object";
import { isSameValue, POLICY_OBJECTS } from "../tenant/graph/policy-shape";
import { comparablePolicy, isExplicitAll } from "./comparable";
import { graphPath, valueAt } from "./policy-fields";

/** One field in which the tenant's policy isn't what the code says. A value that is `undefined` has nothing there. */
export type Difference = {
  /** In Graph's words: `conditions.users.excludeUsers`. */
  readonly path: string;
  readonly tenant: unknown;
  readonly code: unknown;
};

/**
 * Field by field what the tenant has and the code says, whatever the fields are.
 * @param tenant a policy as Graph shows it
 * @param code the policy that the code asks for, in Graph's words
 */
export function findDifferences(tenant: JsonObject, code: JsonObject): readonly Difference[] {
  const sides = [comparablePolicy(tenant), comparablePolicy(code)] as const;
  const differences = compareAt("", ...sides).toSorted(
    (one, other) => weightOf(one) - weightOf(other) || one.path.localeCompare(other.path),
  );
  const operatorMatters = sides.some((policy) => controlsIn(policy) > 1);
  return operatorMatters ? differences : differences.filter(({ path }) => path !== "grantControls.operator");
}

/** What decides most comes first. */
const WEIGHTS = ["state", "grantControls", "conditions", "sessionControls"];

function weightOf({ path }: Difference): number {
  const index = WEIGHTS.indexOf(path.split(".", 1)[0] ?? "");
  return index === -1 ? WEIGHTS.length : index;
}

function compareAt(path: string, tenant: unknown, code: unknown): readonly Difference[] {
  if (isSameValue(path, tenant, code)) return [];
  const [inTenant, inCode] = [objectOrNothing(tenant), objectOrNothing(code)];
  // Everything else, heard of or not, is compared and shown as a whole.
  if (!POLICY_OBJECTS.has(path) || inTenant === undefined || inCode === undefined) return [{ path, tenant, code }];
  const keys = [...new Set([...Object.keys(inTenant), ...Object.keys(inCode)])];
  return keys.flatMap((key) => compareAt(path === "" ? key : `${path}.${key}`, inTenant[key], inCode[key]));
}

/** Where one of them has nothing, the fields of the other are differences each by itself. */
const objectOrNothing = (value: unknown): JsonObject | undefined => (value === undefined ? {} : asObject(value));

/** A single control is the same under both operators, and Graph rewrites the operator then. */
function controlsIn(policy: JsonObject): number {
  const { operator: _operator, ...controls } = asObject(policy["grantControls"]) ?? {};
  return Object.values(controls).reduce<number>(
    (sum, control) => sum + (Array.isArray(control) ? control.length : 1),
    0,
  );
}

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
  const noise: Noise[] = [];
  const unexplained: string[] = [];
  for (const field of new Set(shown.map(graphPath))) {
    const isDifferent = differences.some(
      ({ path }) => `${path}.`.startsWith(`${field}.`) || field.startsWith(`${path}.`),
    );
    if (isDifferent) continue;
    const why = reasonFor(field, valueAt(tenant, field), valueAt(code, field));
    if (why === undefined) unexplained.push(field);
    else noise.push({ field, why });
  }
  return { noise, unexplained };
}

function reasonFor(field: string, tenant: unknown, code: unknown): string | undefined {
  const key = field.slice(field.lastIndexOf(".") + 1);
  if (field === "grantControls.operator") return "with a single control AND and OR are the same";
  if (isEmpty(code) && isExplicitAll(key, tenant)) return `an explicit "all ${key}" is the same as none`;
  if (isEmpty(code) && isEmpty(tenant)) return "an empty value is the same as none";
  const isList = Array.isArray(tenant) && Array.isArray(code);
  if (isList && JSON.stringify(tenant) !== JSON.stringify(code)) return "the same values, written in another way";
  const isObject = asObject(tenant) !== undefined || asObject(code) !== undefined;
  return isObject ? "written in another way, with the same effect" : undefined;
}
