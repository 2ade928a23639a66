import type { PolicyReport } from "./policy/policy-report";

/**
 * The same policies where security defaults are on: Entra enforces no policy beside them, so `pulumi up`, which sends each policy as
 * one request, is refused for those that are to be enforced and aren't.
 * @see Microsoft Entra, "Providing a default level of security": security defaults and Conditional Access exclude one another
 */
export const underSecurityDefaults = (policies: readonly PolicyReport[]): readonly PolicyReport[] =>
  policies.map((policy) => (awaitsEnforcement(policy) ? refused(policy) : policy));

/** Whether some policy is to be enforced and isn't, so that it matters whether security defaults are on. */
export const awaitEnforcement = (policies: readonly PolicyReport[]): boolean => policies.some(awaitsEnforcement);

function awaitsEnforcement(policy: PolicyReport): boolean {
  if (policy.kind === "deleted") return policy.code["state"] === "enabled";
  return (
    policy.kind === "compared" && policy.differences.some(({ path, code }) => path === "state" && code === "enabled")
  );
}

function refused(policy: PolicyReport): PolicyReport {
  if (policy.kind === "deleted") return policy.recreation === "up" ? { ...policy, recreation: "refused" } : policy;
  if (policy.kind !== "compared") return policy;
  const differences = policy.differences.map((difference) =>
    difference.repair === "repaired" ? { ...difference, repair: "refused" as const } : difference,
  );
  return { ...policy, differences };
}
