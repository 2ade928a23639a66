import type { Circumstances, Conditions, Dimension, Dimensions, ListedDimension, Said } from "../model/dimensions";
import type { NotUnderstood, Truth } from "../model/truth";
import { authenticationFlows } from "./authentication-flows";
import { clientAppTypes } from "./client-app-types";
import type { Condition, KnownLocations, ListedCondition, ValueFormatter } from "./condition";
import { devices } from "./devices";
import { locations } from "./locations";
import { platforms } from "./platforms";
import { insiderRisk, signInRisk, userRisk } from "./risks";

/** A row for each dimension of a sign-in, in the order in which the law looks at conditions. */
const ROWS = {
  clientApp: clientAppTypes,
  platform: platforms,
  network: locations,
  device: devices,
  signInRisk,
  userRisk,
  insiderRisk,
  authenticationFlow: authenticationFlows,
};

/** Everything that this project knows of the conditions of Conditional Access. */
export const CONDITIONS: { readonly [D in Dimension]: Condition<D> } = ROWS;

/** The conditions on dimensions with a handful of values. */
export const LISTED_CONDITIONS: { readonly [D in ListedDimension]: ListedCondition<D> } = ROWS;

/** Whether a dimension has a handful of values. */
export const isListed = (dimension: Dimension): dimension is ListedDimension => "values" in CONDITIONS[dimension];

/** All dimensions of a sign-in other than who signs in. */
export const DIMENSIONS = Object.keys(ROWS) as readonly Dimension[];

/** The dimensions with a handful of values. */
export const LISTED_DIMENSIONS: readonly ListedDimension[] = DIMENSIONS.filter(isListed);

/** What a verdict calls a condition that lets a sign-in through. */
export type ConditionReason = Dimensions[Dimension]["reason"];

const BY_REASON: ReadonlyMap<string, Dimension> = new Map(
  DIMENSIONS.map((dimension) => [CONDITIONS[dimension].reason, dimension]),
);

/** Whether a reason is that a condition isn't met. */
export const isConditionReason = (reason: string): reason is ConditionReason => BY_REASON.has(reason);

/** The dimension of a condition's reason. */
export function dimensionOf(reason: ConditionReason): Dimension {
  const dimension = BY_REASON.get(reason);
  if (dimension === undefined) throw new Error(`no condition has the reason ${reason}`);
  return dimension;
}

/** All values of a listed dimension, the most ordinary first. */
export const valuesOf = <D extends ListedDimension>(dimension: D): readonly Circumstances[D][] =>
  LISTED_CONDITIONS[dimension].values;

/** The condition on a dimension; undefined if a policy has none, or one that isn't understood. */
function conditionOn<D extends Dimension>(dimension: D, conditions: Conditions) {
  const said = conditions[dimension];
  return said.kind === "any" || said.kind === "notUnderstood" ? undefined : (said as Dimensions[D]["condition"]);
}

/** The law of one condition: whether the policy may apply to a sign-in with this value. */
export function meetsCondition<D extends Dimension>(
  dimension: D,
  conditions: Conditions,
  value: Circumstances[D],
  tenant: KnownLocations,
): Truth {
  const condition = conditionOn(dimension, conditions);
  if (condition === undefined) return conditions[dimension].kind === "any" ? "yes" : "unclear";
  return CONDITIONS[dimension].meets(condition, value, tenant);
}

/** Why a value doesn't meet a condition, to go after the policy's name. */
export function whyNotMet<D extends Dimension>(
  dimension: D,
  conditions: Conditions,
  value: Circumstances[D],
  formatter: ValueFormatter,
): string {
  const condition = conditionOn(dimension, conditions);
  const { why } = CONDITIONS[dimension].words;
  return condition === undefined ? "has content that isn't understood" : why(condition, value, formatter);
}

/** The content of a condition that isn't understood. */
export function notUnderstoodInCondition(dimension: Dimension, conditions: Conditions): readonly NotUnderstood[] {
  const condition = conditions[dimension];
  return condition.kind === "notUnderstood" ? condition.notes : [];
}

/** Conditions, one for each dimension: the compiler insists on a row for each. */
export const conditionsWith = (entry: <D extends Dimension>(dimension: D) => Said<D>): Conditions =>
  Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, entry(dimension)])) as unknown as Conditions;

/** A value for each listed dimension. */
export const listedCircumstances = (
  entry: <D extends ListedDimension>(dimension: D) => Circumstances[D],
): Pick<Circumstances, ListedDimension> =>
  Object.fromEntries(LISTED_DIMENSIONS.map((one) => [one, entry(one)])) as unknown as Circumstances;

/** The conditions of a policy that has none: met by every sign-in. */
export const NOT_CONFIGURED: Conditions = conditionsWith(() => ({ kind: "any" }));
