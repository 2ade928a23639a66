import assert from "node:assert/strict";
import type { AttributeName } from "../../src/law/device-filter/attributes";
import { SHOWN_BY_ANYBODY } from "../../src/law/grant";
import { aSignIn } from "../verifier/builders/a-sign-in";
import { stops } from "../verifier/builders/stops";

const strengthOf = (...allowedCombinations: readonly string[]) => ({
  id: "77777777-0000-4000-8000-000000000001",
  requirementsSatisfied: "mfa",
  allowedCombinations,
});
const BUILT_IN = { id: "00000000-0000-0000-0000-000000000004" };
const LISTED = { id: "77777777-0000-4000-8000-000000000002" };

const rows: readonly { title: string; grant: unknown; is: "yes" | "no" | "unclear" }[] = [
  { title: "MFA", grant: { operator: "OR", builtInControls: ["mfa"] }, is: "yes" },
  { title: "MFA, with no operator for the one control", grant: { builtInControls: ["mfa"] }, is: "yes" },
  { title: "a block", grant: { operator: "OR", builtInControls: ["block"] }, is: "yes" },
  { title: "no grant at all", grant: null, is: "no" },
  { title: "a grant without controls", grant: { operator: "AND", builtInControls: [] }, is: "no" },
  {
    title: "MFA or a compliant device",
    grant: { operator: "OR", builtInControls: ["mfa", "compliantDevice"] },
    is: "no",
  },
  {
    title: "MFA and a compliant device",
    grant: { operator: "AND", builtInControls: ["mfa", "compliantDevice"] },
    is: "yes",
  },
  {
    title: "the operator in lower case",
    grant: { operator: "and", builtInControls: ["mfa", "compliantDevice"] },
    is: "yes",
  },
  { title: "MFA or terms of use", grant: { operator: "OR", builtInControls: ["mfa"], termsOfUse: ["t"] }, is: "no" },
  { title: "MFA and terms of use", grant: { operator: "AND", builtInControls: ["mfa"], termsOfUse: ["t"] }, is: "yes" },
  {
    title: "MFA or a custom control",
    grant: { operator: "OR", builtInControls: ["mfa"], customAuthenticationFactors: ["c"] },
    is: "no",
  },
  { title: "terms of use alone", grant: { operator: "OR", termsOfUse: ["t"] }, is: "no" },
  {
    title: "a block with something else required",
    grant: { operator: "AND", builtInControls: ["block", "compliantDevice"] },
    is: "yes",
  },
  {
    title: "a block or MFA, which isn't credited",
    grant: { operator: "OR", builtInControls: ["block", "mfa"] },
    is: "no",
  },
  { title: "a password change alone", grant: { operator: "OR", builtInControls: ["passwordChange"] }, is: "no" },
  {
    title: "MFA and a password change",
    grant: { operator: "AND", builtInControls: ["mfa", "passwordChange"] },
    is: "yes",
  },
  { title: "a control that nobody knows", grant: { operator: "OR", builtInControls: ["later"] }, is: "unclear" },
  {
    title: "MFA or a control that nobody knows",
    grant: { operator: "OR", builtInControls: ["mfa", "later"] },
    is: "unclear",
  },
  {
    title: "MFA and a control that nobody knows",
    grant: { operator: "AND", builtInControls: ["mfa", "later"] },
    is: "yes",
  },
  {
    title: "a device or a control that nobody knows",
    grant: { operator: "OR", builtInControls: ["compliantDevice", "later"] },
    is: "no",
  },
  {
    title: "an operator that nobody knows",
    grant: { operator: "XOR", builtInControls: ["mfa", "compliantDevice"] },
    is: "unclear",
  },
  { title: "no operator for two controls", grant: { builtInControls: ["mfa", "compliantDevice"] }, is: "unclear" },
  { title: "a built-in strength", grant: { operator: "OR", authenticationStrength: BUILT_IN }, is: "yes" },
  {
    title: "a built-in strength or a compliant device",
    grant: { operator: "OR", builtInControls: ["compliantDevice"], authenticationStrength: BUILT_IN },
    is: "no",
  },
  {
    title: "a strength whose every combination is MFA",
    grant: { operator: "OR", authenticationStrength: strengthOf("fido2", "sms,password") },
    is: "yes",
  },
  {
    title: "a strength that also allows a lone password",
    grant: { operator: "OR", authenticationStrength: strengthOf("fido2", "password") },
    is: "no",
  },
  {
    title: "a strength that also allows a lone text message",
    grant: { operator: "OR", authenticationStrength: strengthOf("fido2", "sms") },
    is: "no",
  },
  {
    title: "a strength that also allows something nobody knows",
    grant: { operator: "OR", authenticationStrength: strengthOf("fido2", "later") },
    is: "unclear",
  },
  {
    title: "a strength that says it requires nothing",
    grant: { operator: "OR", authenticationStrength: { ...strengthOf("fido2"), requirementsSatisfied: "none" } },
    is: "no",
  },
  {
    title: "a strength that allows nothing",
    grant: { operator: "OR", authenticationStrength: strengthOf() },
    is: "no",
  },
  {
    title: "a strength that the tenant's list has",
    grant: { operator: "OR", authenticationStrength: LISTED },
    is: "yes",
  },
  {
    title: "a strength that nothing explains",
    grant: { operator: "OR", authenticationStrength: { id: "77777777-0000-4000-8000-000000000009" } },
    is: "no",
  },
];

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
  for (const { title, grant, is } of rows)
    it(`of ${title} ${WORDS[is]} a sign-in without MFA`, () =>
      assert.equal(stops({ grantControls: grant }, SHOWING_ALL, { authenticationStrengthPolicies }), is));
});
