import type { PolicyId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";

/** The tenant with its policies by id: what is found first mustn't depend on the order in which a file lists them. */
export const withPoliciesById = (tenant: Tenant): Tenant => ({
  ...tenant,
  policies: tenant.policies.toSorted(({ id: one }, { id: other }) => (one < other ? -1 : one > other ? 1 : 0)),
});

/** Puts what is told of policies into their order in the file; what is about none of them comes last. */
export function inOrderOfTheFile({ policies }: Tenant) {
  const place = new Map<PolicyId | undefined, number>(policies.map(({ id }, index) => [id, index]));
  const placeOf = (policy: PolicyId | undefined): number => place.get(policy) ?? policies.length;
  return <Told extends { readonly policy: PolicyId | undefined }>(told: readonly Told[]): readonly Told[] =>
    told.toSorted((one, other) => placeOf(one.policy) - placeOf(other.policy));
}
