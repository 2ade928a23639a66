import { conditionsWith, DIMENSIONS, NOT_CONFIGURED } from "../../law/conditions";
import type { KnownLocations } from "../../law/conditions/condition";
import type { Told } from "../../law/conditions/telling";
import type { Circumstances, Conditions, Dimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { every, type Truth } from "../../law/model/truth";

/** What is told of how somebody signs in; a dimension without an entry may have any value. */
export type ToldSignIn = { readonly [D in Dimension]?: Told<Circumstances[D], Conditions[D]> };

/** A policy with what is left of its conditions, and what is settled already. */
export interface SettledPolicy {
  readonly policy: Policy;
  /** Whether the conditions are met that what is told settles. */
  readonly settled: Truth;
}

/** The sign-in with what is told in it. */
export const withTold = <Values extends Circumstances>(values: Values, told: ToldSignIn): Values =>
  DIMENSIONS.reduce((sofar, dimension) => withToldIn(dimension, sofar, told), values);

const withToldIn = <D extends Dimension, Values extends Circumstances>(
  dimension: D,
  values: Values,
  told: ToldSignIn,
): Values => {
  const one = told[dimension];
  return one === undefined ? values : { ...values, [dimension]: one.within(values[dimension]) };
};

/** The named locations as far as what is told settles whether they hold the sign-in. */
export function settledLocations({ locations }: Tenant, told: ToldSignIn): Tenant["locations"] {
  return locations && DIMENSIONS.reduce((sofar, dimension) => told[dimension]?.locations(sofar) ?? sofar, locations);
}

/** Whether a condition is met, where what is told settles it. */
export function toldOf<D extends Dimension>(
  dimension: D,
  conditions: Conditions,
  told: ToldSignIn,
  tenant: KnownLocations,
): Truth | undefined {
  const condition = conditions[dimension];
  if (condition.kind === "any") return "yes";
  const one: Told<Circumstances[D], Conditions[D]> | undefined = told[dimension];
  return one?.meets(condition, tenant);
}

/** What is left of a condition. */
export function leftOf<D extends Dimension>(
  dimension: D,
  conditions: Conditions,
  told: ToldSignIn,
  tenant: KnownLocations,
): Conditions[D] {
  const one: Told<Circumstances[D], Conditions[D]> | undefined = told[dimension];
  return one?.condition(conditions[dimension], tenant) ?? conditions[dimension];
}

/** What is left of a policy when those of its conditions are taken out that what is told settles. */
export function settledPolicy(policy: Policy, told: ToldSignIn, tenant: KnownLocations): SettledPolicy {
  const truths = new Map(
    DIMENSIONS.map((dimension) => [dimension, toldOf(dimension, policy.conditions, told, tenant)] as const),
  );
  const conditions = conditionsWith((dimension) =>
    truths.get(dimension) === undefined
      ? leftOf(dimension, policy.conditions, told, tenant)
      : NOT_CONFIGURED[dimension],
  );
  return { policy: { ...policy, conditions }, settled: every([...truths.values()].map((truth) => truth ?? "yes")) };
}
