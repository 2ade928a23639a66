import type { NotUnderstood } from "../../model/truth";
import { wrongShape } from "./complaints";
import { asObject, isAbsent, type JsonObject } from "./json";

/** What was read, and what there is no place for in it. */
export interface ReadWorkloadIdentities {
  readonly workloadIdentitiesOnly: boolean;
  readonly unsupported: readonly NotUnderstood[];
}

/**
 * Whether a policy is about workload identities, which makes it one that never applies to a user.
 * @see Microsoft Entra, "Conditional Access for workload identities" (2023-11)
 */
export function readWorkloadIdentities(conditions: JsonObject): ReadWorkloadIdentities {
  const { clientApplications, servicePrincipalRiskLevels } = conditions;
  const oddApplications = !isAbsent(clientApplications) && asObject(clientApplications) === undefined;
  const oddLevels = !isAbsent(servicePrincipalRiskLevels) && !Array.isArray(servicePrincipalRiskLevels);
  return {
    workloadIdentitiesOnly:
      asObject(clientApplications) !== undefined ||
      (Array.isArray(servicePrincipalRiskLevels) && servicePrincipalRiskLevels.length > 0),
    unsupported: [
      ...(oddApplications ? [wrongShape("conditions.clientApplications", clientApplications, "an object")] : []),
      ...(oddLevels ? [wrongShape("conditions.servicePrincipalRiskLevels", servicePrincipalRiskLevels, "a list")] : []),
    ],
  };
}
