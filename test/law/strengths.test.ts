import assert from "node:assert/strict";
import { strengthForcesMfa } from "../../src/law/grant";
import type { Truth } from "../../src/law/model/truth";

type Requirement = "mfa" | "none" | "notKnown" | "notUnderstood";

const allowing = (combinations: readonly string[], requirement: Requirement = "mfa"): Truth =>
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
  [["federatedSingleFactor,x509CertificateSingleFactor"], "no"],
  [["password,x509CertificateSingleFactor"], "yes"],
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

const split = (words: string): readonly string[] => words.split(" ");

describe("an authentication strength", () => {
  for (const [combinations, forces] of table) {
    it(`that allows ${combinations.join(" or ") || "nothing"}: forces MFA ${forces}`, () => {
      assert.equal(allowing(combinations), forces);
    });
  }

  const alone = split("windowsHelloForBusiness deviceBasedPush x509CertificateMultiFactor federatedMultiFactor");
  for (const method of [...alone, ...split("temporaryAccessPassOneTime temporaryAccessPassMultiUse")])
    it(`that allows ${method} alone forces MFA`, () => assert.equal(allowing([method]), "yes"));

  const second = split("microsoftAuthenticatorPush softwareOath hardwareOath sms voice x509CertificateSingleFactor");
  for (const method of second)
    it(`that allows ${method} forces MFA after a password, and not alone`, () =>
      assert.deepEqual([allowing([`password,${method}`]), allowing([method])], ["yes", "no"]));

  it("that doesn't say what it requires is judged by its list", () =>
    assert.equal(allowing(["fido2"], "notKnown"), "yes"));

  it("that says what it requires in an unknown word is unclear, unless its list has a single factor", () => {
    assert.equal(allowing(["fido2"], "notUnderstood"), "unclear");
    assert.equal(allowing(["password"], "notUnderstood"), "no");
  });

  it("that nobody explains isn't credited", () => assert.equal(strengthForcesMfa({ kind: "notKnown", id: "" }), "no"));

  it("that Entra says doesn't satisfy MFA isn't believed to, whatever it lists", () => {
    assert.equal(allowing(["fido2"], "none"), "no");
  });
});
