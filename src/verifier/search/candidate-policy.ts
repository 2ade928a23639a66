import { targetsAzureManagement } from "../../law/applications";
import type { EvaluationContext } from "../../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { Dimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import { every, holds, type Reading, type Truth } from "../../law/model/truth";

/**
 * A policy that may stop a sign-in, in the context that it is judged in. `certainty` joins everything in it that doesn't
 * depend on the sign-in: `yes` under both readings, `unclear` under the generous one alone.
 */
export interface CandidatePolicy {
  readonly policy: Policy;
  readonly context: EvaluationContext;
  readonly certainty: Truth;
  /** The tenant that it belongs to, where two are compared: 0 before, 1 after. */
  readonly tenantIndex: number;
  /** How unclear parts of it are read, where that is settled whatever the search's own reading is. */
  readonly settled?: SettledParts;
}

/** The reading of each part of a policy that may be unclear. */
export interface SettledParts {
  readonly include: Reading;
  readonly exclude: Reading;
  readonly conditions: { readonly [D in Dimension]?: Reading };
}

function certaintyOf(policy: Policy): Truth {
  if (policy.workloadIdentitiesOnly) return "no";
  return every([
    isEnforced(policy),
    stopsWithoutMfa(policy.grant),
    targetsAzureManagement(policy.applications),
    policy.notUnderstood.length > 0 || policy.conditions.device.kind === "notUnderstood" ? "unclear" : "yes",
  ]);
}

/** The policies that can stop anything, under either reading. */
export function candidatePolicies(context: EvaluationContext, tenantIndex = 0): readonly CandidatePolicy[] {
  return context.tenant.policies
    .map((policy) => ({ policy, context, certainty: certaintyOf(policy), tenantIndex }))
    .filter(({ certainty }) => certainty !== "no");
}

/** Whether a policy stops anybody at all, whoever and however they sign in, under a reading. */
export const mayStop = ({ certainty }: CandidatePolicy, reading: Reading): boolean => holds(certainty, reading);
