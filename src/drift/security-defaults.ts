import type { PolicyReport } from "./drift-report";

/** Whether a policy is to be enforced and isn't, so that it matters whether security defaults are on. */
export function awaitsEnforcement(policy: PolicyReport): boolean {
  if (policy.kind === "deleted") return policy.code["state"] === "enabled";
  return (
    policy.kind === "compared" && policy.differences.some(({ path, code }) => path === "state" && code === "enabled")
  );
}

/**
 * The policy where security defaults are on: Entra enforces no policy then, so `pulumi up`, which sends each policy as one
 * request, is refused for one that is to be enforced and isn't.
 * @see Microsoft Entra, "Providing a default level of security": security defaults and Conditional Access exclude one another
 */
export function underSecurityDefaults(policy: PolicyReport): PolicyReport {
  if (!awaitsEnforcement(policy)) return policy;
  if (policy.kind === "deleted") return policy.recreation === "up" ? { ...policy, recreation: "refused" } : policy;
  if (policy.kind !== "compared") return policy;
  const differences = policy.differences.map((difference) =>
    difference.repair === "repaired" ? { ...difference, repair: "refused" as const } : difference,
  );
  return { ...policy, differences };
}
