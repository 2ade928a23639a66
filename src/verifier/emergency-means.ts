import { isKnownMethod, SATISFIED } from "../law/grant";
import type { Control, Grant, Strength } from "../law/model/policy";
import type { Truth } from "../law/model/truth";

/** What the account has to sign in with. */
export type Means =
  /** A FIDO2 key: it does MFA, and every strength that such a key alone satisfies. */
  | "key"
  /** A password alone: what a policy that asks for MFA stops. */
  | "password";

/**
 * The grant as the law reads it of somebody without MFA, with what the account can't give in MFA's place: what stops the
 * one then stops the other.
 */
export function asAsked(grant: Grant): Grant {
  if (grant.kind === "sessionOnly") return grant;
  return { ...grant, controls: grant.controls.map(controlAsAsked) };
}

function controlAsAsked(control: Control): Control {
  switch (isOutOfReach(control)) {
    case "yes":
      return { kind: "mfa" };
    case "no":
      return SATISFIED;
    case "unclear":
      return control.kind === "notUnderstood"
        ? control
        : {
            kind: "notUnderstood",
            field: "grantControls",
            why: "whether a FIDO2 key satisfies the strength isn't known",
          };
  }
}

function isOutOfReach(control: Control): Truth {
  switch (control.kind) {
    case "mfa":
      return "no";
    case "block":
    case "notMfa":
      return "yes";
    case "strength":
      return isStrengthOutOfReach(control.strength);
    case "notUnderstood":
      return "unclear";
  }
}

/** All built-in strengths take a FIDO2 key. A method that isn't known may be one that the account has. */
function isStrengthOutOfReach(strength: Strength): Truth {
  if (strength.kind === "builtIn") return "no";
  if (strength.kind === "notKnown" || strength.combinations.length === 0) return "unclear";
  if (strength.combinations.some((methods) => methods.join() === "fido2")) return "no";
  return strength.combinations.every((methods) => methods.every(isKnownMethod)) ? "yes" : "unclear";
}
