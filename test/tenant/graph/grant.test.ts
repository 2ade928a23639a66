import assert from "node:assert/strict";
import type { Control } from "../../../src/law/model/policy";
import { readGrant, readStrength } from "../../../src/tenant/graph/grant";
import { readEnforcement } from "../../../src/tenant/graph/policy";
import { inShort, LATER } from "./a-policy";

/** What it is; of one that isn't understood, where and why. */
const told = (one: Control) => (one.kind === "notUnderstood" ? inShort([one])[0] : one);

const NO_KEY = "an unknown key, so its meaning isn't known";

describe("the state of a policy", () => {
  const states: readonly (readonly [policy: Record<string, unknown>, is: string])[] = [
    [{ state: "enabled" }, "enforced"],
    [{ state: "disabled" }, "off"],
    [{ state: "enabledForReportingButNotEnforced" }, "reportOnly"],
    [{ state: "enabled", deletedDateTime: "2026-01-01T00:00:00Z" }, "off"],
    [{ state: "enabled", "@removed": { reason: "deleted" } }, "off"],
    [{ state: "enabled", deletedDateTime: null }, "enforced"],
    [{ state: "enabled", deletedDateTime: 7 }, "deletedDateTime: must be a time, not a number"],
    [{}, "state: missing, so the policy may be on or off"],
    [{ state: null }, "state: missing, so the policy may be on or off"],
    [{ state: true }, "state: must be text, not true or false"],
    [{ state: "Enabled" }, "state: `Enabled` is not a known state"],
    [{ state: "unknownFutureValue" }, "state: `unknownFutureValue` is not a known state"],
    [{ state: LATER }, "state: known only after deployment"],
  ];
  for (const [policy, is] of states)
    it(`is ${is}`, () => {
      const found = readEnforcement(policy);
      assert.equal(found.kind === "notUnderstood" ? inShort([found])[0] : found.kind, is);
    });
});

describe("grant controls", () => {
  const read = (value: unknown) => readGrant(value);
  const MFA = { kind: "mfa" };
  const notMfa = (name: string) => ({ kind: "notMfa", name });
  const OTHERS = ["compliantDevice", "domainJoinedDevice", "approvedApplication", "compliantApplication"];

  for (const value of [null, undefined, {}])
    it(`${JSON.stringify(value)} are session controls only`, () =>
      assert.deepEqual(read(value), { kind: "sessionOnly" }));

  const AND_MFA = { operator: "AND", builtInControls: ["mfa"] };
  const controls: readonly (readonly [value: Record<string, unknown>, is: readonly unknown[]])[] = [
    ...[...OTHERS, "passwordChange", "riskRemediation"].map(
      (name) => [{ builtInControls: [name] }, [notMfa(name)]] as const,
    ),
    [{ termsOfUse: ["a", "b"] }, [notMfa("termsOfUse"), notMfa("termsOfUse")]],
    [{ customAuthenticationFactors: ["x"] }, [notMfa("customAuthenticationFactors")]],
    [{ builtInControls: ["MFA"] }, ["grantControls.builtInControls: `MFA` is not a known control"]],
    [{ builtInControls: "mfa" }, ["grantControls.builtInControls: must be a list, not text"]],
    [{ termsOfUse: [7] }, ["grantControls.termsOfUse: must be text, not a number"]],
    [{ builtInControls: ["mfa", LATER] }, [MFA, "grantControls.builtInControls: known only after deployment"]],
    [{ ...AND_MFA, newControls: ["x"] }, [`grantControls.newControls: ${NO_KEY}`]],
    [{ ...AND_MFA, onlyOnMondays: true }, [`grantControls.onlyOnMondays: ${NO_KEY}`]],
    [{ builtInControls: ["mfa"], newControls: [], "authenticationStrength@odata.context": "x" }, [MFA]],
  ];
  for (const [value, is] of controls)
    it(`are read: ${JSON.stringify(value)}`, () => {
      const grant = read({ operator: "OR", ...value });
      assert.deepEqual(grant.kind === "controls" && grant.controls.map(told), is);
    });

  it("of another shape are one control that isn't understood", () => {
    const grant = read("mfa");
    assert.ok(grant.kind === "controls");
    assert.deepEqual(grant.controls.map(told), ["grantControls: must be an object, not text"]);
  });

  const operators: readonly (readonly [operator: unknown, is: string, controls?: readonly string[]])[] = [
    ["AND", "all"],
    ["and", "all"],
    ["OR", "any"],
    ["or", "any"],
    ["XOR", "grantControls.operator: `XOR` is not a known operator"],
    [undefined, "any"],
    [undefined, "grantControls.operator: missing; it must be AND or OR", ["mfa", "compliantDevice"]],
  ];
  for (const [operator, is, builtInControls = ["mfa"]] of operators)
    it(`${builtInControls.join(" and ")} with the operator ${operator}`, () => {
      const grant = read({ operator, builtInControls });
      assert.ok(grant.kind === "controls" && grant.controls.length === builtInControls.length);
      const { operator: found } = grant;
      assert.equal(found.kind === "notUnderstood" ? inShort([found])[0] : found.kind, is);
    });
});

describe("an authentication strength", () => {
  const ID = "2b56a58a-f187-4bf8-85d0-3c1e058a21aa";
  const FIELD = "grantControls.authenticationStrength";
  const listed = (combinations: readonly (readonly string[])[], requirement = "notKnown") => ({
    kind: "strength",
    strength: { kind: "listed", requirement, combinations },
  });
  const COMBINATIONS = `${FIELD}.allowedCombinations`;
  const BUILT_IN = { kind: "strength", strength: { kind: "builtIn" } };
  const allowing = (...allowedCombinations: readonly string[]) => ({ id: ID, allowedCombinations });
  const FIDO2 = allowing("fido2");
  const PART_OF_FIDO2 = { ...FIDO2, "allowedCombinations@odata.nextLink": "n" };
  const notKnown = (id = ID) => ({ kind: "strength", strength: { kind: "notKnown", id } });
  const ofMicrosoft = (digit: number) => `00000000-0000-0000-0000-00000000000${digit}`;
  const lax = (digit: number) => ({ id: ofMicrosoft(digit), allowedCombinations: ["password"] });
  const ODD = { id: ofMicrosoft(2), allowedCombinations: "fido2" };

  const ODD_METHODS = {
    kind: "strength",
    strength: { kind: "notUnderstood", field: FIELD, why: "it has a method or a requirement that isn't known" },
  };

  const table: readonly (readonly [title: string, value: unknown, is: unknown, inList?: Record<string, unknown>])[] = [
    ...[2, 3, 4].map((digit) => [`is built in with the id ${digit}, whatever it lists`, lax(digit), BUILT_IN] as const),
    ["is none of Graph's with a list that is none, built in or not", ODD, `${COMBINATIONS}: must be a list, not text`],
    ["isn't built in with another id of the same form", { id: ofMicrosoft(5) }, notKnown(ofMicrosoft(5))],
    [
      "has the combinations that the policy gives it",
      { ...allowing("fido2", "password,sms"), requirementsSatisfied: "mfa" },
      listed([["fido2"], ["password", "sms"]], "mfa"),
      allowing("password,sms", "FIDO2"),
    ],
    [
      "has methods in Graph's spelling",
      allowing("SMS, federatedsinglefactor"),
      listed([["sms", "federatedSingleFactor"]]),
    ],
    ["isn't understood with a method that isn't known", allowing("fido2", "telepathy"), ODD_METHODS],
    ["isn't understood with a combination of no method", allowing("fido2", ""), ODD_METHODS],
    ["is looked up in any letter case", { id: ID.toUpperCase() }, listed([["password"]]), allowing("password")],
    ["isn't known where the list doesn't have it", { id: "x" }, notKnown("x"), { id: ID }],
    ["isn't known where the list gives it no combinations", { id: ID }, notKnown(), { id: ID }],
    ["isn't known without an id", {}, notKnown("")],
    [
      ...(["isn't understood with other combinations in the policy than in the list", FIDO2] as const),
      `${FIELD}: the policy and the list of strengths give it different combinations`,
      allowing("password"),
    ],
    ["isn't understood with a new key", { ...FIDO2, except: 1 }, `${FIELD}.except: ${NO_KEY}`],
    ["isn't understood in part", { id: ID }, `${COMBINATIONS}: the next page is missing`, PART_OF_FIDO2],
    ["isn't understood with an odd requirement", { ...FIDO2, requirementsSatisfied: "x" }, ODD_METHODS],
    ["has texts", { allowedCombinations: ["fido2", null] }, `${COMBINATIONS}: must be text, not null`],
    ["isn't understood where it is no object", ID, `${FIELD}: must be an object, not text`],
    ["isn't understood where it is known later", LATER, `${FIELD}: known only after deployment`],
    ["isn't understood where its id is", { id: LATER }, `${FIELD}.id: known only after deployment`],
  ];
  for (const [title, value, is, inList] of table)
    it(title, () => assert.deepEqual(told(readStrength(value, inList && new Map([[ID, inList]]))), is));
});
