import type { Explanation } from "../law/conditions/condition";
import { stopsWithoutMfa, strengthForcesMfa } from "../law/grant";
import type { Control, Grant, Policy } from "../law/model/policy";
import { quoted } from "../text/printable";
import { listing } from "../text/sentence";

const ADD_MFA = "require multifactor authentication in its grant";

/** What a grant is content with instead of MFA. */
export function explainGrant({ policy: { grant } }: { readonly policy: Policy }): Explanation {
  if (grant.kind === "sessionOnly") return { why: "only sets session controls, which demand nothing", fix: ADD_MFA };
  const { controls, operator } = grant;
  if (controls.length === 0) return { why: "demands nothing", fix: ADD_MFA };
  const all = listing(controls.map(controlInWords), "and");
  if (operator.kind === "notUnderstood") return { why: `joins ${all} in a way that isn't understood`, fix: ONLY_MFA };
  const weak = controls.filter((control) => !forcesMfa(control));
  // It may be content with less, if what isn't understood in it means that.
  if (weak.length === 0) return { why: `asks for ${describeAsked(grant)}`, fix: ONLY_MFA };
  if (weak.length < controls.length)
    return { why: `is content with ${listing(weak.map(controlInWords), "or")} instead of MFA`, fix: ONLY_MFA };
  const hasStrength = weak.some(({ kind }) => kind === "strength");
  return { why: `demands ${all}, which is no MFA`, fix: hasStrength ? USE_MFA : ADD_MFA };
}

const USE_MFA = "use the built-in multifactor authentication strength";
const ONLY_MFA = "leave only the MFA control in its grant";

const forcesMfa = (control: Control): boolean =>
  stopsWithoutMfa({ kind: "controls", operator: { kind: "all" }, controls: [control] }) !== "no";

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
