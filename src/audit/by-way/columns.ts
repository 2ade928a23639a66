import { CONDITIONS, LISTED_DIMENSIONS, meetsCondition, NOT_CONFIGURED, valuesOf } from "../../conditions";
import type { Circumstances, ListedDimension } from "../../model/dimensions";
import type { Policy } from "../../model/policy";
import type { Tenant } from "../../model/tenant";

/** A way to sign in: one value of one dimension, whatever the others are. */
export interface Column {
  readonly dimension: ListedDimension;
  readonly value: Circumstances[ListedDimension];
}

/** Dimensions that are always shown; others where a policy tells their values apart. */
const ALWAYS: readonly ListedDimension[] = ["clientApp", "authenticationFlow"];

/** The ways to sign in that are worth a column for these policies. */
export const columnsFor = (policies: readonly Policy[]): readonly Column[] =>
  LISTED_DIMENSIONS.flatMap((dimension) => {
    const values: readonly Circumstances[ListedDimension][] = valuesOf(dimension);
    const isToldApart = policies.some(
      ({ conditions }) => conditions[dimension].kind !== CONDITIONS[dimension].notConfigured.kind,
    );
    return values.length > 1 && (isToldApart || ALWAYS.includes(dimension))
      ? values.map((value) => ({ dimension, value }))
      : [];
  });

/** The tenant in which everybody signs in that way: a policy whose condition is met is as if it had none, the others are off. */
export function onlyThatWay(tenant: Tenant, { dimension, value }: Column): Tenant {
  return { ...tenant, policies: tenant.policies.map((policy) => fixed(policy, dimension, value, tenant)) };
}

function fixed<D extends ListedDimension>(
  policy: Policy,
  dimension: D,
  value: Circumstances[ListedDimension],
  tenant: Tenant,
): Policy {
  const conditions = { ...policy.conditions, [dimension]: NOT_CONFIGURED[dimension] };
  // The value is one of this dimension's: columns are made of no others.
  switch (meetsCondition(dimension, policy.conditions, value as Circumstances[D], tenant)) {
    case "yes":
      return { ...policy, conditions };
    case "no":
      return { ...policy, enforcement: { kind: "off" } };
    case "unclear":
      return {
        ...policy,
        conditions,
        notUnderstood: [...policy.notUnderstood, ...CONDITIONS[dimension].notUnderstood(policy.conditions[dimension])],
      };
  }
}
