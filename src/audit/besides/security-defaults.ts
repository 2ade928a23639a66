import { type Answer, failed, type Observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import { partOf } from "../known";

/**
 * Whether security defaults are off. Where the file doesn't say so, an enforced policy does: the two exclude each other.
 * @see CIS Microsoft Azure Foundations Benchmark 5.0.0, 5.2.6, default value
 */
export function securityDefaultsAnswer({ tenant, facts: { securityDefaults } }: Audited): Answer {
  const on = partOf(securityDefaults);
  const evidence: readonly Observation[] = [
    { subject: undefined, what: "security defaults", value: on === undefined ? "not known" : on ? "on" : "off" },
  ];
  if (on === false) return passed("Security defaults are off.", evidence);
  if (on === true)
    return failed(
      "Security defaults are on, so no Conditional Access policy can be enforced.",
      ["turn security defaults off, and a policy for this control on in the same change"],
      evidence,
    );
  return tenant.policies.some(({ enforcement }) => enforcement.kind === "enforced")
    ? passed("Security defaults are off: a Conditional Access policy is on, and Entra refuses both at once.", evidence)
    : unknown(
        "Whether security defaults are off isn't known.",
        ["read the tenant with Policy.Read.All, or look under Entra ID → Overview → Properties"],
        evidence,
      );
}
