import type { TenantSettings } from "../tenant/live/live-tenant";
import type { DriftReport, PolicyReport } from "./drift-report";
import type { Problem } from "./problem";

/** Whether they are on only matters where a policy waits for it; where that can't be read then, it is a problem. */
export function withSecurityDefaults(report: DriftReport, { securityDefaults }: TenantSettings): DriftReport {
  const { policies, problems } = report;
  if (!policies.some(awaitsEnforcement)) return report;
  if (securityDefaults.kind === "failed") return { ...report, problems: [...problems, securityDefaults.problem] };
  switch (securityDefaults.value["isEnabled"]) {
    case true:
      return { ...report, securityDefaults: "on", policies: policies.map(underSecurityDefaults) };
    case false:
      return { ...report, securityDefaults: "off" };
    default:
      return { ...report, problems: [...problems, NOT_SHOWN] };
  }
}

const NOT_SHOWN: Problem = {
  message: "Graph's answer doesn't say whether security defaults are on",
  help: "Policy.Read.All shows it; while they are on, Entra refuses to enforce a policy",
};

/** Whether a policy is to be enforced and isn't, so that it matters whether security defaults are on. */
function awaitsEnforcement(policy: PolicyReport): boolean {
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
function underSecurityDefaults(policy: PolicyReport): PolicyReport {
  if (!awaitsEnforcement(policy)) return policy;
  if (policy.kind === "deleted") return policy.recreation === "up" ? { ...policy, recreation: "refused" } : policy;
  if (policy.kind !== "compared") return policy;
  const differences = policy.differences.map((difference) =>
    difference.repair === "repaired" ? { ...difference, repair: "refused" as const } : difference,
  );
  return { ...policy, differences };
}
