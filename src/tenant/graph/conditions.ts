import { CONDITIONS, conditionsWith, DIMENSIONS, NOT_CONFIGURED } from "../../law/conditions";
import type { ReadCondition } from "../../law/conditions/condition";
import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import type { Conditions, Dimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import { noApplications, readApplications } from "./applications";
import type { ReadingContext } from "./reading-context";
import { nobody, readUsers } from "./users";

/** The part of a policy that says which sign-ins it is about. */
export type PolicyScope = Pick<
  Policy,
  "users" | "applications" | "conditions" | "workloadIdentitiesOnly" | "notUnderstood"
>;

/** Never fails: content that isn't understood is kept in the model as such. */
export function readConditions(conditions: JsonObject, context: ReadingContext): PolicyScope {
  const { applications, notUnderstood: oddTargets } = readApplications(conditions["applications"]);
  const { workloadIdentitiesOnly, notUnderstood: oddWorkloads } = readWorkloadIdentities(conditions);
  const odd = DIMENSIONS.flatMap((dimension) => readCondition(dimension, conditions).notUnderstood);
  return {
    users: readUsers(conditions["users"], context),
    applications,
    conditions: conditionsWith((dimension) => readCondition(dimension, conditions).condition),
    workloadIdentitiesOnly,
    notUnderstood: [...oddTargets, ...odd, ...oddWorkloads],
  };
}

function readCondition<D extends Dimension>(dimension: D, conditions: JsonObject): ReadCondition<Conditions[D]> {
  const { key, read } = CONDITIONS[dimension].graph;
  return read(conditions[key]);
}

/** Conditions that can't be read at all: the policy may be about everybody or nobody. */
export const notUnderstoodConditions = (note: NotUnderstood): PolicyScope => ({
  users: { include: nobody([note]), exclude: nobody([]) },
  applications: noApplications([note]),
  conditions: NOT_CONFIGURED,
  workloadIdentitiesOnly: false,
  notUnderstood: [note],
});

/** What was read, and what there is no place for in it. */
export interface ReadWorkloadIdentities {
  readonly workloadIdentitiesOnly: boolean;
  readonly notUnderstood: readonly NotUnderstood[];
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
    notUnderstood: [
      ...(oddApplications ? [wrongShape("conditions.clientApplications", clientApplications, "an object")] : []),
      ...(oddLevels ? [wrongShape("conditions.servicePrincipalRiskLevels", servicePrincipalRiskLevels, "a list")] : []),
    ],
  };
}
