import assert from "node:assert/strict";
import { strengthForcesMfa } from "../../../src/verifier/law/grant";
import type { Truth } from "../../../src/verifier/truth";

const allowing = (combinations: readonly string[], requirement: "mfa" | "none" = "mfa"): Truth =>
  strengthForcesMfa({
    kind: "listed",
    combinations: combinations.map((combination) => combination.split(",")),
    requirement,
    field: "grantControls.authenticationStrength",
  });

/** What a strength of the tenant's own allows, and whether it then forces MFA. */
const table: readonly (readonly [combinations: readonly string[], forces: Truth])[] = [
  [["fido2"], "yes"],
  [["password,sms"], "yes"],
  [["federatedSingleFactor,voice"], "yes"],
  [["password"], "no"],
  [["sms"], "no"],
  [["email"], "no"],
  [["microsoftAuthenticatorPush,sms"], "no"],
  [["password,email"], "no"],
  [["fido2", "password"], "no"],
  [["fido2", "password,sms"], "yes"],
  [["thoughtReading"], "unclear"],
  [["fido2", "thoughtReading"], "unclear"],
  [["password", "thoughtReading"], "no"],
  [[], "no"],
];

describe("an authentication strength", () => {
  for (const [combinations, forces] of table) {
    it(`that allows ${combinations.join(" or ") || "nothing"}: forces MFA ${forces}`, () => {
      assert.equal(allowing(combinations), forces);
    });
  }

  it("that Entra says doesn't satisfy MFA isn't believed to, whatever it lists", () => {
    assert.equal(allowing(["fido2"], "none"), "no");
  });
});
