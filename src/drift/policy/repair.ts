import type { Difference } from "./differences";
import { pluginPath } from "./plugin-path";

/** What `pulumi up` does about a difference. */
export type Repair =
  /** Tried with the official plugin: one PATCH puts it right. */
  | "repaired"
  /** Tried with the official plugin: it doesn't see the field and leaves it as it is. */
  | "notSeen"
  /** Tried with the official plugin: it sees the field, but its PATCH leaves it out. */
  | "leftToGraph"
  /** The official plugin was seen to repair this, but the preview at hand doesn't show it. */
  | "notShown"
  /** Nobody has tried this with the official plugin. */
  | "untried";

/** Fields that the official plugin 6.9.1 was seen to notice, and to put right with one PATCH. */
const REPAIRED: readonly RegExp[] = [
  /^(state|displayName)$/,
  /^conditions\.users\.(in|ex)clude(Users|Groups|Roles|GuestsOrExternalUsers)$/,
  /^conditions\.applications\.((in|ex)cludeApplications|includeUserActions)$/,
  /^conditions\.(clientAppTypes|signInRiskLevels|userRiskLevels|servicePrincipalRiskLevels)$/,
  /^conditions\.platforms\.(in|ex)cludePlatforms$/,
  /^conditions\.locations\.(in|ex)cludeLocations$/,
  /^conditions\.devices\.deviceFilter$/,
  /^conditions\.authenticationFlows\.transferMethods$/,
  /^grantControls\.(operator|builtInControls|termsOfUse|customAuthenticationFactors)$/,
  /^sessionControls\.(applicationEnforcedRestrictions|cloudAppSecurity|persistentBrowser|disableResilienceDefaults|signInFrequency)$/,
];

/** Fields that it was seen to be blind for. */
const NOT_SEEN: readonly RegExp[] = [
  /^conditions\.(insiderRiskLevels|times|agentIdRiskLevels)$/,
  /^conditions\.applications\.(applicationFilter|includeAuthenticationContextClassReferences)$/,
];

const LEFT_TO_GRAPH: readonly RegExp[] = [
  /^conditions\.clientApplications$/,
  /^grantControls\.authenticationStrength$/,
];

/**
 * What becomes of the difference with `pulumi up`, as far as it was tried with the official plugin.
 * @param shown the fields that the preview at hand names, in the plugin's words; `undefined` when it creates the policy
 */
export function repairOf({ path, code }: Difference, shown: readonly string[]): Repair {
  if (NOT_SEEN.some((field) => field.test(path)) && code === undefined) return "notSeen";
  if (LEFT_TO_GRAPH.some((field) => field.test(path)) && code === undefined) return "leftToGraph";
  if (!REPAIRED.some((field) => field.test(path))) return "untried";
  return isShown(path, shown) ? "repaired" : "notShown";
}

/** The preview may name the field itself, something inside it, or the object around it. */
export function isShown(path: string, shown: readonly string[]): boolean {
  const field = pluginPath(path);
  return field !== undefined && shown.some((name) => isWithin(name, field) || isWithin(field, name));
}

const isWithin = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
