import type { Explanation } from "../law/conditions/condition";
import { stopsWithoutMfa } from "../law/grant";
import type { Control, Grant } from "../law/model/policy";
import { listing } from "../text/sentence";
import { controlInWords, describeAsked } from "./asks";
import type { EvaluatedPolicy } from "./evaluated-policy";

const ADD_MFA = "require multifactor authentication in its grant";

/** What a grant is content with instead of MFA. */
export function explainGrant({ policy: { grant } }: Pick<EvaluatedPolicy, "policy">): Explanation {
  if (grant.kind === "sessionOnly") return { why: "only sets session controls, which demand nothing", fix: ADD_MFA };
  const { controls } = grant;
  if (controls.length === 0) return { why: "demands nothing", fix: ADD_MFA };
  const weak = controls.filter((control) => !forcesMfa(control));
  if (weak.length === 0 || grant.operator.kind === "notUnderstood") return notUnderstood(grant);
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

/** A grant that may be content with less, if what isn't understood in it means that. */
const notUnderstood = (grant: Extract<Grant, { kind: "controls" }>): Explanation => ({
  why:
    grant.operator.kind === "notUnderstood"
      ? `joins ${listing(grant.controls.map(controlInWords), "and")} in a way that isn't understood`
      : `asks for ${describeAsked(grant)}`,
  fix: "leave only the MFA control in its grant",
});

const USE_MFA = "use the built-in multifactor authentication strength";

const forcesMfa = (control: Control): boolean =>
  stopsWithoutMfa({ kind: "controls", operator: { kind: "all" }, controls: [control] }) !== "no";
