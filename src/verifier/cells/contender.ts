import type { Ground } from "../evaluate";
import { targetsAzureManagement } from "../law/applications";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import type { Policy } from "../policy";
import { every, holds, type Reading, type Truth } from "../truth";

/**
 * A policy that may stop a sign-in, on the ground that it is judged on. `certainty` joins everything in it that doesn't
 * depend on the sign-in: `yes` under both readings, `unclear` under the generous one alone.
 */
export interface Contender {
  readonly policy: Policy;
  readonly ground: Ground;
  readonly certainty: Truth;
  /** The tenant that it belongs to, where two are compared: 0 before, 1 after. */
  readonly side: number;
}

function certaintyOf(policy: Policy): Truth {
  if (policy.workloadIdentitiesOnly) return "no";
  return every([
    isEnforced(policy),
    stopsWithoutMfa(policy.grant),
    targetsAzureManagement(policy.applications),
    policy.unsupported.length > 0 || policy.device.kind === "notUnderstood" ? "unclear" : "yes",
  ]);
}

/** The policies that can stop anything, under either reading. */
export function contendersOf(ground: Ground, side = 0): readonly Contender[] {
  return ground.tenant.policies
    .map((policy) => ({ policy, ground, certainty: certaintyOf(policy), side }))
    .filter(({ certainty }) => certainty !== "no");
}

export const contends = ({ certainty }: Contender, reading: Reading): boolean => holds(certainty, reading);
