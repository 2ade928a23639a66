import type { GraphObject, JsonObject } from "../json";
import type { TenantData } from "../store/tenant-data";
import type { Attempt } from "./attempt";
import { unmetBy } from "./evaluator/conditions";
import { type Asked, ask } from "./evaluator/controls";

/** What came of an attempt. */
export interface Decision {
  readonly errorCode: number;
  readonly failureReason: string;
  /** Whether some policy that is on asked for MFA. */
  readonly askedForMfa: boolean;
  readonly didMfa: boolean;
  readonly conditionalAccessStatus: "success" | "failure" | "notApplied";
  readonly policies: readonly JsonObject[];
}

const WORDS = [
  "users",
  "application",
  "clientType",
  "devicePlatform",
  "location",
  "devices",
  "signInRisk",
  "userRisk",
  "insiderRisk",
  "authenticationFlows",
];

interface Judged {
  readonly policy: GraphObject;
  readonly unmet: readonly string[];
  readonly asked: Asked;
}

/** Decides an attempt: every policy that is on and applies must be met. */
export function decide(attempt: Attempt, data: TenantData): Decision {
  const means = { device: attempt.facts.device, doesMfa: attempt.doesMfa };
  const judged = data.policies.map(
    (policy): Judged => ({
      policy,
      unmet: unmetBy(policy, attempt.facts, data),
      asked: ask(policy, means, data),
    }),
  );
  const enforced = judged.filter(({ policy, unmet }) => policy["state"] === "enabled" && unmet.length === 0);
  const failing = enforced.find(({ asked }) => !asked.isMet)?.asked;
  const askedForMfa = enforced.some(({ asked }) => asked.neededMfa);
  return {
    ...errorOf(failing, attempt.doesMfa),
    askedForMfa,
    didMfa: askedForMfa && attempt.doesMfa,
    conditionalAccessStatus: enforced.length === 0 ? "notApplied" : failing === undefined ? "success" : "failure",
    policies: judged.map(asLogged),
  };
}

function errorOf(failing: Asked | undefined, doesMfa: boolean): Pick<Decision, "errorCode" | "failureReason"> {
  if (failing === undefined) return { errorCode: 0, failureReason: "Other." };
  if (failing.isBlocked)
    return { errorCode: 53003, failureReason: "Access has been blocked by Conditional Access policies." };
  return failing.neededMfa && !doesMfa
    ? { errorCode: 50074, failureReason: "Strong Authentication is required." }
    : { errorCode: 53000, failureReason: "Device is not in required device state." };
}

/** One entry of `appliedConditionalAccessPolicies`, in Graph's words. */
function asLogged({ policy, unmet, asked }: Judged): JsonObject {
  const isOff = policy["state"] === "disabled";
  const satisfied = WORDS.filter((word) => !unmet.includes(word));
  return {
    id: policy.id,
    displayName: policy["displayName"] ?? null,
    enforcedGrantControls: isOff || unmet.length > 0 ? [] : asked.controls,
    enforcedSessionControls: [],
    result: isOff ? "notEnabled" : resultOf(policy, unmet, asked),
    conditionsSatisfied: isOff || satisfied.length === 0 ? "none" : satisfied.join(","),
    conditionsNotSatisfied: isOff || unmet.length === 0 ? "none" : unmet.join(","),
  };
}

function resultOf(policy: GraphObject, unmet: readonly string[], { isMet, neededMfa }: Asked): string {
  const isReportOnly = policy["state"] === "enabledForReportingButNotEnforced";
  if (unmet.length > 0) return isReportOnly ? "reportOnlyNotApplied" : "notApplied";
  if (!isReportOnly) return isMet ? "success" : "failure";
  if (isMet) return "reportOnlySuccess";
  return neededMfa ? "reportOnlyInterrupted" : "reportOnlyFailure";
}
