import type { Resource } from "../model/resource";
import { byProvider } from "./carriers";
import { AZUREAD } from "./entra-types";
import { policyInGraphForm } from "./graph-form";
import { entraId, plannedId } from "./identity";
import type { Effect } from "./touch";

/**
 * Policies that the stack adds, as far as they are in one tenant for sure: another provider instance may be for another.
 */
export function newPolicies(resources: readonly Resource[]): readonly Effect[] {
  const policies = resources.filter(({ type }) => type === AZUREAD.policy);
  if (byProvider(policies).length > 1) return [];
  return policies
    .filter((resource) => entraId(resource) === undefined)
    .map((resource) => {
      const [id, json] = [plannedId(resource), policyInGraphForm(resource, resource.properties)];
      return { kind: "policy", id, json: { ...json, id }, merge: false };
    });
}
