import { NO_SNAPSHOT } from "../settings/snapshot";
import { type Rule, rejection } from "./support/rule";

/** The configuration names something to protect. Otherwise the pack would pass everything. */
export const notConfigured: Rule = {
  id: "not-configured",
  title: "the pack knows what it protects",
  severity: "critical",
  baseline: "elsewhere",
  remediation:
    "Set the baseline to in-stack; or, if the guarantee is elsewhere, list the objects that it rests on, or give the pack a snapshot.",
  url: "https://www.pulumi.com/docs/iac/crossguard/",
  onStack(_, { protected: objects, tenant }) {
    const isNothing = Object.values(objects).every((ids) => ids.size === 0);
    if (tenant !== NO_SNAPSHOT || !isNothing) return [];
    return [
      rejection({
        code: "not-configured",
        urn: undefined,
        message:
          "the pack's configuration names nothing to protect, so the pack can't decide whether this deployment lets somebody in",
        help: "list the objects that the guarantee rests on (protected-baseline.protected), or name a snapshot of the tenant (tenant-stays-closed.tenant; `azmfa snapshot` writes one); if this stack itself has the policies, set no-mfa-bypass.baseline to in-stack",
      }),
    ];
  },
};
