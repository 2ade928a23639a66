import { type Conclusion, failed, observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import type { Beside } from "../check";
import { asked } from "../check";
import { partOf, readWith, roleFor } from "../known";

/**
 * Claims that security defaults are off. Where the file doesn't say so, a policy that is on in the tenant does: the two exclude each
 * other. A policy that is only planned says nothing.
 *
 * Reads `securityDefaults`, and the states of the policies.
 * @see CIS Microsoft Azure Foundations Benchmark 5.0.0, 5.2.6, default value
 */
export const securityDefaults: Beside = {
  title: "Security defaults",
  ask: asked({
    look: ({ facts }) => partOf(facts.securityDefaults),
    evidence: (areOn) => [
      observation(undefined, "security defaults", areOn === undefined ? "not known" : areOn ? "on" : "off"),
    ],
    conclude,
  }),
};

function conclude(areOn: boolean | undefined, { tenant, facts }: Audited): Conclusion {
  if (areOn === false) return passed("Security defaults are off.");
  if (areOn === true)
    return failed(
      "Security defaults are on, so no Conditional Access policy can be enforced.",
      "turn security defaults off, and a policy for this control on in the same change",
    );
  const isOneOn = tenant.policies.some(({ enforcement }) => enforcement.kind === "enforced");
  return isOneOn && facts.plannedBy === undefined
    ? passed("Security defaults are off: a Conditional Access policy is on, and Entra refuses both at once.")
    : unknown(
        "Whether security defaults are off isn't known.",
        `${readWith(roleFor(facts.securityDefaults, "Policy.Read.All"))}, or look under Entra ID → Overview → Properties`,
      );
}
