import type { Device } from "../device-filter/device";
import type {
  Circumstances,
  Conditions,
  Dimension,
  Dimensions,
  ListedDimension,
  Network,
  Said,
} from "../model/dimensions";
import { type NotUnderstood, type Truth, truthOf } from "../model/truth";
import { authenticationFlows } from "./authentication-flows";
import { clientAppTypes } from "./client-app-types";
import type { Condition, KnownLocations, ListedCondition, ValueFormatter } from "./condition";
import { devices, passesFilter } from "./devices";
import { locations } from "./locations";
import { meetsLocations } from "./locations-law";
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

/** Whether a reason is that a condition isn't met. */
export const isConditionReason = (reason: string): reason is ConditionReason =>
  DIMENSIONS.some((dimension) => CONDITIONS[dimension].reason === reason);

/** The dimension of a condition's reason. */
export const dimensionOf = (reason: ConditionReason): Dimension =>
  DIMENSIONS.find((dimension) => CONDITIONS[dimension].reason === reason) as Dimension;

/** What JSON calls a dimension. */
export const jsonKey = (dimension: Dimension): string => (dimension === "network" ? "location" : dimension);

/** All values of a listed dimension, the most ordinary first. */
export const valuesOf = <D extends ListedDimension>(dimension: D): readonly Circumstances[D][] =>
  LISTED_CONDITIONS[dimension].values;

/** The law of one condition: *yes* iff the policy may apply to a sign-in with this value; *unclear* if that depends on content that isn't understood. */
export function meetsCondition<D extends Dimension>(
  dimension: D,
  conditions: Conditions,
  value: Circumstances[D],
  tenant: KnownLocations,
): Truth {
  const condition: Said<Dimension> = conditions[dimension];
  switch (condition.kind) {
    case "any":
      return "yes";
    case "notUnderstood":
      return "unclear";
    case "only":
      return truthOf((condition.values as ReadonlySet<unknown>).has(value));
    case "listed":
      return meetsLocations(condition, value as Network, tenant);
    case "filter":
      return passesFilter(condition, value as Device);
  }
}

/** Why a value doesn't meet a condition, to go after the policy's name. */
export function whyNotMet<D extends Dimension>(
  dimension: D,
  conditions: Conditions,
  value: Circumstances[D],
  formatter: ValueFormatter,
): string {
  const condition = conditions[dimension];
  if (condition.kind === "any" || condition.kind === "notUnderstood") return "has content that isn't understood";
  return CONDITIONS[dimension].words.why(condition as Dimensions[D]["condition"], value, formatter);
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

/** Whether a policy has no condition, so that every sign-in meets them. */
export const areUnconditional = (conditions: Conditions): boolean =>
  Object.values(conditions).every(({ kind }) => kind === "any");

/** The conditions of a policy that has none: met by every sign-in. */
export const NOT_CONFIGURED: Conditions = conditionsWith(() => ({ kind: "any" }));
