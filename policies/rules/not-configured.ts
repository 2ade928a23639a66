import { PROTECTED_KINDS } from "../settings/settings";
import { type Rule, rejection } from "./support/rule";

/** A pack that knows nothing to protect would let everything pass and look like protection. */
export const notConfigured: Rule = {
  id: "not-configured",
  title: "the pack knows what it protects",
  severity: "critical",
  baseline: "elsewhere",
  remediation:
    "Configure the baseline: in this stack, or elsewhere with the objects that it rests on or a snapshot of the tenant.",
  url: "https://www.pulumi.com/docs/iac/crossguard/",
  tags: ["configuration"],
  onStack(_, { protected: objects, tenant }) {
    const isNothing = [...PROTECTED_KINDS, "attributes" as const].every((kind) => objects[kind].size === 0);
    if (tenant !== undefined || !isNothing) return [];
    return [
      rejection({
        code: "not-configured",
        urn: undefined,
        message:
          "the pack's configuration names nothing to protect, so it can't decide whether this deployment opens anything",
        help: "name the objects that the guarantee rests on (protected-baseline.protected) or a snapshot of the tenant (tenant-stays-closed.tenant, made with `azmfa snapshot`); where this stack itself has the policies, set no-mfa-bypass.baseline to in-stack",
      }),
    ];
  },
};
