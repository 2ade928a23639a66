import { strengthForcesMfa } from "../law/grant";
import type { Control, Grant } from "../law/model/policy";
import { quoted } from "../text/printable";
import { listing } from "../text/sentence";

/** What a grant asks for: `MFA`, `MFA or "compliantDevice"`, `a block`. */
export function describeAsked(grant: Grant): string {
  if (grant.kind === "sessionOnly" || grant.controls.length === 0) return "nothing but session controls";
  return listing(grant.controls.map(controlInWords), grant.operator.kind === "any" ? "or" : "and");
}

/** One control in a word or two. */
export function controlInWords(control: Control): string {
  switch (control.kind) {
    case "mfa":
      return "MFA";
    case "block":
      return "a block";
    case "notMfa":
      return quoted(control.name);
    case "notUnderstood":
      return "a control that isn't understood";
    case "strength":
      return STRENGTHS[control.strength.kind === "notKnown" ? "notKnown" : strengthForcesMfa(control.strength)];
  }
}

const STRENGTHS = {
  yes: "an authentication strength that is MFA",
  no: "an authentication strength that a single factor satisfies",
  unclear: "an authentication strength that isn't understood",
  notKnown: "an authentication strength that the file doesn't explain",
} as const;
