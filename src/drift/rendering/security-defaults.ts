import { printable } from "../../text/printable";
import type { DriftReport } from "../drift-report";
import { type Pen, wrap, wrapAroundCommands } from "./pen";

/** Said where security defaults keep a policy from being enforced: how to be rid of them, and what they are worth meanwhile. */
export function renderSecurityDefaults({ securityDefaults, graph }: DriftReport, pen: Pen): readonly string[] {
  if (securityDefaults !== "on") return [];
  return [
    "",
    pen.paint.bold("security defaults: on"),
    ...wrap(
      "while they are, Entra enforces no Conditional Access policy, and refuses the request of `pulumi up`",
      pen.width,
      "  ",
    ),
    ...wrap("they ask for MFA by rules of their own, for which no verdict gives credit", pen.width, "  "),
    ...wrapAroundCommands(
      "turn them off, and run `pulumi up` at once: between the two nothing asks for MFA",
      pen.width,
      "    repair   ",
    ),
    ...wrap(
      "Entra admin center > Entra ID > Overview > Properties > Manage security defaults: Disabled",
      pen.width,
      "    portal   ",
    ),
    "    request",
    `      PATCH ${printable(graph)}/v1.0/policies/identitySecurityDefaultsEnforcementPolicy`,
    '      { "isEnabled": false }',
  ];
}
