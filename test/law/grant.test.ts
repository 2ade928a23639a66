import assert from "node:assert/strict";
import type { AttributeName } from "../../src/law/device-filter/attributes";
import { SHOWN_BY_ANYBODY } from "../../src/law/grant";
import type { Truth } from "../../src/law/model/truth";
import { aSignIn } from "../verifier/builders/a-sign-in";
import { stops } from "../verifier/builders/stops";

const strengthOf = (...allowedCombinations: readonly string[]) => ({
  id: "77777777-0000-4000-8000-000000000001",
  requirementsSatisfied: "mfa",
  allowedCombinations,
});
const BUILT_IN = { id: "00000000-0000-0000-0000-000000000004" };
const LISTED = { id: "77777777-0000-4000-8000-000000000002" };

const rows: Readonly<Record<string, readonly [grant: unknown, is: Truth]>> = {
  MFA: [{ operator: "OR", builtInControls: ["mfa"] }, "yes"],
  "MFA, with no operator for the one control": [{ builtInControls: ["mfa"] }, "yes"],
  "a block": [{ operator: "OR", builtInControls: ["block"] }, "yes"],
  "no grant at all": [null, "no"],
  "a grant without controls": [{ operator: "AND", builtInControls: [] }, "no"],
  "MFA or a compliant device": [{ operator: "OR", builtInControls: ["mfa", "compliantDevice"] }, "no"],
  "MFA and a compliant device": [{ operator: "AND", builtInControls: ["mfa", "compliantDevice"] }, "yes"],
  "the operator in lower case": [{ operator: "and", builtInControls: ["mfa", "compliantDevice"] }, "yes"],
  "MFA or terms of use": [{ operator: "OR", builtInControls: ["mfa"], termsOfUse: ["t"] }, "no"],
  "MFA and terms of use": [{ operator: "AND", builtInControls: ["mfa"], termsOfUse: ["t"] }, "yes"],
  "MFA or a custom control": [{ operator: "OR", builtInControls: ["mfa"], customAuthenticationFactors: ["c"] }, "no"],
  "terms of use alone": [{ operator: "OR", termsOfUse: ["t"] }, "no"],
  "a block with something else required": [{ operator: "AND", builtInControls: ["block", "compliantDevice"] }, "yes"],
  "a block or MFA, which isn't credited": [{ operator: "OR", builtInControls: ["block", "mfa"] }, "no"],
  "a password change alone": [{ operator: "OR", builtInControls: ["passwordChange"] }, "no"],
  "MFA and a password change": [{ operator: "AND", builtInControls: ["mfa", "passwordChange"] }, "yes"],
  "a control that nobody knows": [{ operator: "OR", builtInControls: ["later"] }, "unclear"],
  "MFA or a control that nobody knows": [{ operator: "OR", builtInControls: ["mfa", "later"] }, "unclear"],
  "MFA and a control that nobody knows": [{ operator: "AND", builtInControls: ["mfa", "later"] }, "yes"],
  "a device or a control that nobody knows": [{ operator: "OR", builtInControls: ["compliantDevice", "later"] }, "no"],
  "an operator that nobody knows": [{ operator: "XOR", builtInControls: ["mfa", "compliantDevice"] }, "unclear"],
  "no operator for two controls": [{ builtInControls: ["mfa", "compliantDevice"] }, "unclear"],
  "a built-in strength": [{ operator: "OR", authenticationStrength: BUILT_IN }, "yes"],
  "a built-in strength or a compliant device": [
    { operator: "OR", builtInControls: ["compliantDevice"], authenticationStrength: BUILT_IN },
    "no",
  ],
  "a strength that also allows a lone password": [
    { operator: "OR", authenticationStrength: strengthOf("fido2", "password") },
    "no",
  ],
  "a strength that allows nothing": [{ operator: "OR", authenticationStrength: strengthOf() }, "no"],
  "a strength that the tenant's list has": [{ operator: "OR", authenticationStrength: LISTED }, "yes"],
  "a strength that nothing explains": [
    { operator: "OR", authenticationStrength: { id: "77777777-0000-4000-8000-000000000009" } },
    "no",
  ],
};

/** From a device with every state that a grant asks for, by a text message: what doesn't stop this asks for MFA of nobody. */
const SHOWING_ALL = aSignIn({
  device: {
    kind: "registered",
    attributes: new Map<AttributeName, string | boolean>([
      ["isCompliant", true],
      ["trustType", "ServerAD"],
    ]),
  },
  shows: new Set(["password", "sms", ...SHOWN_BY_ANYBODY]),
});

const WORDS = { yes: "stops", no: "doesn't stop", unclear: "may or may not stop" };
const authenticationStrengthPolicies = [{ ...LISTED, requirementsSatisfied: "mfa", allowedCombinations: ["fido2"] }];

describe("a grant", () => {
  for (const [title, [grant, is]] of Object.entries(rows))
    it(`of ${title} ${WORDS[is]} a sign-in without MFA`, () =>
      assert.equal(stops({ grantControls: grant }, SHOWING_ALL, { authenticationStrengthPolicies }), is));
});
