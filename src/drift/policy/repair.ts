import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import type { GraphField } from "../../law/conditions/condition";
import { asObject, isEmpty, type JsonObject } from "../../law/json/json-object";
import { isFlags } from "../../tenant/graph/policy-values";
import type { Difference } from "./differences";
import { pluginPath, valueAt, withValueAt } from "./property-path";

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

/** What is known of a field of a condition. */
const conditionField = (path: string): GraphField | undefined =>
  DIMENSIONS.flatMap((dimension) => CONDITIONS[dimension].graph.fields).find(
    (field) => path === `conditions.${field.path}`,
  );

/** Fields beside those of conditions that the official plugin 6.9.1 was seen to notice, and to put right with one PATCH. */
const REPAIRED: readonly RegExp[] = [
  /^(state|displayName)$/,
  /^conditions\.users\.(in|ex)clude(Users|Groups|Roles|GuestsOrExternalUsers)$/,
  /^conditions\.applications\.((in|ex)cludeApplications|includeUserActions)$/,
  /^conditions\.servicePrincipalRiskLevels$/,
  /^grantControls\.(operator|builtInControls|termsOfUse|customAuthenticationFactors)$/,
  /^sessionControls\.(applicationEnforcedRestrictions|cloudAppSecurity|persistentBrowser|disableResilienceDefaults|signInFrequency)$/,
];

const isRepaired = (path: string): boolean =>
  conditionField(path)?.pluginOnDrift === "repairs" || REPAIRED.some((field) => field.test(path));

/** Whether `pulumi up` is enough, at once or when security defaults are off. */
export const isByUp = ({ repair }: { readonly repair: Repair }): boolean =>
  repair === "repaired" || repair === "refused";

/** Fields beside those of conditions that it was seen to be blind for. */
const NOT_SEEN: readonly RegExp[] = [
  /^conditions\.times$/,
  /^conditions\.applications\.(applicationFilter|includeAuthenticationContextClassReferences)$/,
];

const isNotSeen = (path: string): boolean =>
  conditionField(path)?.pluginOnDrift === "doesn't see" || NOT_SEEN.some((field) => field.test(path));

const LEFT_TO_GRAPH: readonly RegExp[] = [
  /^conditions\.clientApplications$/,
  /^grantControls\.authenticationStrength$/,
];

/**
 * What becomes of the difference with `pulumi up`, as far as it was tried with the official plugin.
 * @param shown the fields that the preview at hand names, in the plugin's words; `undefined` when it creates the policy
 */
export function repairOf({ path, code }: Difference, shown: readonly string[]): Repair {
  if (isNotSeen(path) && code === undefined) return "notSeen";
  if (LEFT_TO_GRAPH.some((field) => field.test(path)) && code === undefined) return "leftToGraph";
  if (!isRepaired(path)) return "untried";
  return isShown(path, shown) ? "repaired" : "notShown";
}

/** The preview may name the field itself, something inside it, or the object around it. */
export function isShown(path: string, shown: readonly string[]): boolean {
  const field = pluginPath(path);
  return field !== undefined && shown.some((name) => isWithin(name, field) || isWithin(field, name));
}

const isWithin = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);

/** A request to Graph that somebody can paste into Graph Explorer or `az rest`. */
export type GraphRequest = { readonly method: "PATCH"; readonly path: string; readonly body: JsonObject };

/**
 * The request that makes the tenant's policy what the code says, in the fields that differ. Each object that is touched
 * goes along whole, for it isn't documented whether Graph merges or replaces it; what has to go is named with an empty
 * value, for what isn't named may stay.
 * @param version `beta` where v1.0 doesn't know one of the fields
 */
export function repairRequest(
  id: string,
  code: JsonObject,
  differences: readonly Difference[],
  version: "v1.0" | "beta",
): GraphRequest {
  const changed = new Set(differences.map(({ path }) => path.split(".", 1)[0] ?? path));
  const whole = Object.fromEntries([...changed].map((key) => [key, withoutEmpty(code[key])]));
  const body = differences.reduce<JsonObject>((sum, difference) => withReset(sum, code, difference), whole);
  return { method: "PATCH", path: `/${version}/identity/conditionalAccess/policies/${id}`, body };
}

function withReset(body: JsonObject, code: JsonObject, { path, tenant }: Difference): JsonObject {
  const wanted = valueAt(code, path);
  if (!isEmpty(wanted)) return body;
  return withValueAt(body, path, Array.isArray(tenant) && !isFlags(path) ? [] : null);
}

/** Without empty values: Graph refuses some of those that it returns itself. */
function withoutEmpty(value: unknown): unknown {
  const object = asObject(value);
  if (object === undefined) return value ?? null;
  const kept = Object.entries(object).filter(([, inner]) => !isEmpty(inner));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutEmpty(inner)]));
}

/** Where a field stands in the policy's form of the Entra admin center, and what to set it to when the code says nothing. */
const FORM_FIELDS: readonly (readonly [field: RegExp, place: string])[] = [
  [/^conditions\.applications\.applicationFilter$/, "Target resources > Edit filter > Configure: No"],
  [
    /^conditions\.applications\.includeAuthenticationContextClassReferences$/,
    "Target resources > Select what this policy applies to: Resources, instead of Authentication context",
  ],
  [
    /^conditions\.clientApplications$/,
    "Users or agents (workload identities) > What does this policy apply to: Users and groups",
  ],
  [
    /^grantControls\.authenticationStrength$/,
    "Grant > clear `Require authentication strength`, then set what the code says",
  ],
  [/^state$/, "Enable policy: On, Off or Report-only, as the code says"],
  [/^conditions\.users\./, "Users > Include and Exclude, as the code says"],
  [/^conditions\.applications\./, "Target resources, as the code says"],
  [/^conditions\.locations/, "Network > Configure, as the code says"],
  [/^conditions\./, "Conditions, as the code says, if the form shows the field"],
  [/^grantControls\./, "Grant, as the code says, if the form shows the field"],
  [/^sessionControls\./, "Session, as the code says, if the form shows the field"],
];

/** The place in the form, from the policy's page on; the general one for fields that nobody has described. */
export function portalStep(path: string): string {
  return (
    conditionField(path)?.form ??
    FORM_FIELDS.find(([field]) => field.test(path))?.[1] ??
    "the form may not show this field: use the request below"
  );
}
