import { asObject, type JsonObject } from "../../law/json/json-object";
import { isSameValue, POLICY_OBJECTS } from "../../tenant/graph/policy-values";
import { comparablePolicy } from "./comparable";

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
  const comparable = { tenant: comparablePolicy(tenant), code: comparablePolicy(code) };
  const differences = compareAt("", comparable.tenant, comparable.code).toSorted(byWeight);
  const operatorMatters = [comparable.tenant, comparable.code].some((policy) => controlsIn(policy) > 1);
  return operatorMatters ? differences : differences.filter(({ path }) => path !== "grantControls.operator");
}

/** What decides most comes first. */
const WEIGHTS = ["state", "grantControls", "conditions", "sessionControls"];

function byWeight({ path: one }: Difference, { path: other }: Difference): number {
  const weight = (path: string) => {
    const index = WEIGHTS.indexOf(path.split(".", 1)[0] ?? path);
    return index === -1 ? WEIGHTS.length : index;
  };
  return weight(one) - weight(other) || one.localeCompare(other);
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
  return Object.values(controls)
    .map((control) => (Array.isArray(control) ? control.length : 1))
    .reduce((sum, count) => sum + count, 0);
}
