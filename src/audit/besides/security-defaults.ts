import { type Conclusion, failed, observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import { asked } from "../check";
import { partOf } from "../known";
import type { Beside } from "./beside";

/**
 * Whether security defaults are off. Where the file doesn't say so, an enforced policy does: the two exclude each other.
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

function conclude(areOn: boolean | undefined, { tenant }: Audited): Conclusion {
  if (areOn === false) return passed("Security defaults are off.");
  if (areOn === true)
    return failed(
      "Security defaults are on, so no Conditional Access policy can be enforced.",
      "turn security defaults off, and a policy for this control on in the same change",
    );
  return tenant.policies.some(({ enforcement }) => enforcement.kind === "enforced")
    ? passed("Security defaults are off: a Conditional Access policy is on, and Entra refuses both at once.")
    : unknown(
        "Whether security defaults are off isn't known.",
        "read the tenant with Policy.Read.All, or look under Entra ID → Overview → Properties",
      );
}
