import type { Explanation } from "../../conditions/condition";
import type { Control } from "../../model/policy";
import { listing } from "../../text/sentence";
import { stopsWithoutMfa } from "../../verifier/law/grant";
import { controlInWords } from "./asks";
import type { EvaluatedPolicy } from "./evaluated-policy";

const ADD_MFA = "require multifactor authentication in its grant";

/** What a grant is content with instead of MFA. */
export function explainGrant({ policy: { grant } }: Pick<EvaluatedPolicy, "policy">): Explanation {
  if (grant.kind === "sessionOnly") return { why: "only sets session controls, which demand nothing", fix: ADD_MFA };
  const { controls } = grant;
  if (controls.length === 0) return { why: "demands nothing", fix: ADD_MFA };
  const weak = controls.filter((control) => !forcesMfa(control));
  const weakWords = listing(weak.map(controlInWords), "or");
  const strength = weak.find((control) => control.kind === "strength");
  if (weak.length === controls.length)
    return {
      why: `demands ${listing(controls.map(controlInWords), "and")}, which is no MFA`,
      fix: strength ? USE_MFA : ADD_MFA,
    };
  return {
    why: `is content with ${weakWords} instead of MFA`,
    fix: "leave only the MFA control in its grant",
  };
}

const USE_MFA = "use the built-in multifactor authentication strength";

const forcesMfa = (control: Control): boolean =>
  stopsWithoutMfa({ kind: "controls", operator: { kind: "all" }, controls: [control] }) !== "no";
