import assert from "node:assert/strict";
import { strengthForcesMfa } from "../../src/law/grant";
import type { Truth } from "../../src/law/model/truth";

type Requirement = "mfa" | "none" | "notKnown";

const allowing = (combinations: readonly string[], requirement: Requirement = "mfa"): Truth =>
  strengthForcesMfa({
    kind: "listed",
    combinations: combinations.map((combination) => combination.split(",")),
    requirement,
  });

/** What a strength of the tenant's own allows, whether it then forces MFA, and what it says that it requires if that isn't MFA. */
const table: readonly (readonly [combinations: readonly string[], forces: Truth, requirement?: Requirement])[] = [
  [["federatedSingleFactor,voice"], "yes"],
  [["federatedSingleFactor,x509CertificateSingleFactor"], "no"],
  [["password"], "no"],
  [["email"], "no"],
  [["microsoftAuthenticatorPush,sms"], "no"],
  [["password,email"], "no"],
  [["fido2", "password"], "no"],
  [["fido2", "password,sms"], "yes"],
  [[], "no"],
  [["fido2"], "yes", "notKnown"],
  [["fido2"], "no", "none"],
];

const split = (words: string): readonly string[] => words.split(" ");

describe("an authentication strength", () => {
  for (const [combinations, forces, requirement] of table)
    it(`that allows ${combinations.join(" or ") || "nothing"} forces MFA ${forces} where it requires ${requirement ?? "mfa"}`, () =>
      assert.equal(allowing(combinations, requirement), forces));

  const alone = split("fido2 windowsHelloForBusiness deviceBasedPush x509CertificateMultiFactor federatedMultiFactor");
  for (const method of [...alone, ...split("temporaryAccessPassOneTime temporaryAccessPassMultiUse")])
    it(`that allows ${method} alone forces MFA`, () => assert.equal(allowing([method]), "yes"));

  const second = split("microsoftAuthenticatorPush softwareOath hardwareOath sms voice x509CertificateSingleFactor");
  for (const method of second)
    it(`that allows ${method} forces MFA after a password, and not alone`, () =>
      assert.deepEqual([allowing([`password,${method}`]), allowing([method])], ["yes", "no"]));

  it("that nobody explains isn't credited", () => assert.equal(strengthForcesMfa({ kind: "notKnown", id: "" }), "no"));
});
