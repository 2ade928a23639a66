import assert from "node:assert/strict";
import { readDecisions, readMfa } from "../../../../src/tenant/graph/sign-in-log/decisions";

const step = (authenticationMethod: string, succeeded?: unknown, authenticationStepResultDetail = "") => ({
  authenticationMethod,
  authenticationStepResultDetail,
  ...(succeeded === undefined ? {} : { succeeded }),
});
const MET = "MFA requirement satisfied by claim in the token";

/** Whether a record shows that MFA was done; undefined if it doesn't say. */
const RECORDS: readonly (readonly [title: string, mfa: boolean | undefined, steps: unknown, requirement?: string])[] = [
  ["a password and a code that succeeded", true, [step("Password", true), step("OATH verification code", true)]],
  ["a key that succeeded", true, [step("FIDO2 security key", true)]],
  ["a claim that meets it", true, [step("Previously satisfied", true, MET)]],
  ["a code that failed", undefined, [step("Password", true), step("OATH verification code", false)]],
  ["a code that doesn't say whether it succeeded", undefined, [step("Password", true), step("OATH verification code")]],
  ["a code whose success is a text", undefined, [step("Password", true), step("OATH verification code", "true")]],
  ["a code alone, which may be all that was asked for", undefined, [step("Text message", true)]],
  ["the same code twice", undefined, [step("SMS", true), step("SMS", true)]],
  ["a failed password and a call", undefined, [step("Password", false), step("Phone call", true)]],
  ["a phone that signs in by itself", true, [step("Microsoft Authenticator (phone sign-in)", true)]],
  ["a step that says so", true, [step("Mobile app notification", true, "MFA completed in Azure AD")]],
  ["a password alone where MFA was asked for", undefined, [step("Password", true)], "multiFactorAuthentication"],
  ["a trusted address", false, [step("Trusted network", true, "MFA not required: request from trusted IP")]],
  ["a remembered device", false, [step("", true, "MFA requirement skipped due to remembered device")]],
  ["MFA that was skipped", false, [step("Password", true, "MFA requirement skipped due to location")]],
  ["a password where one factor was asked for", false, [step("Password", true)], "singleFactorAuthentication"],
  ["no steps where MFA was asked for", true, [], "multiFactorAuthentication"],
  ["no list of steps where MFA was asked for", true, undefined, "multiFactorAuthentication"],
  ["steps that failed where MFA was asked for", undefined, [step("Password", false)], "multiFactorAuthentication"],
  ["nothing at all", undefined, undefined],
];

describe("a record of a sign-in", () => {
  for (const [title, mfa, authenticationDetails, authenticationRequirement] of RECORDS)
    it(`${mfa === undefined ? "doesn't say whether MFA was done" : mfa ? "shows MFA" : "shows no MFA"} with ${title}`, () =>
      assert.equal(readMfa({ authenticationDetails, authenticationRequirement }), mfa));

  it("lists policies by id in lower case, however the record writes them", () => {
    const id = "EEEEEEEE-0000-4000-8000-00000000000A";
    const read = readDecisions({ appliedConditionalAccessPolicies: [{ id, result: "success" }] });
    assert.deepEqual([...(read?.keys() ?? [])], [id.toLowerCase()]);
  });

  it("doesn't know other results, not even the name of a method of every object", () => {
    const read = readDecisions({ appliedConditionalAccessPolicies: [{ id: "a", result: "constructor" }, { id: "b" }] });
    assert.equal(read?.size, 2);
    assert.ok([...read.values()].every(({ applies, states }) => applies === undefined && states === undefined));
  });
});
