import assert from "node:assert/strict";
import type { Control } from "../../../src/law/model/policy";
import { readStrength } from "../../../src/tenant/graph/grant";
import { LATER } from "./a-policy";

const ID = "2b56a58a-f187-4bf8-85d0-3c1e058a21aa";
const FIELD = "grantControls.authenticationStrength";

const listed = (combinations: readonly (readonly string[])[], requirement = "notKnown"): unknown => ({
  kind: "strength",
  strength: { kind: "listed", requirement, combinations, field: FIELD },
});
const notKnown = (id = ID): Control => ({ kind: "strength", strength: { kind: "notKnown", id } });

const table: readonly (readonly [name: string, value: unknown, is: unknown, tenant?: Record<string, unknown>])[] = [
  ...["2", "3", "4"].map(
    (digit) =>
      [
        `the id ending in ${digit} is built in, whatever it lists`,
        { id: `00000000-0000-0000-0000-00000000000${digit}`, allowedCombinations: ["password"] },
        { kind: "strength", strength: { kind: "builtIn" } },
      ] as const,
  ),
  [
    "another id of the same form isn't",
    { id: "00000000-0000-0000-0000-000000000005" },
    notKnown("00000000-0000-0000-0000-000000000005"),
  ],
  [
    "combinations in the policy are taken from there",
    { id: ID, allowedCombinations: ["fido2", "password,sms"], requirementsSatisfied: "mfa" },
    listed([["fido2"], ["password", "sms"]], "mfa"),
    { id: ID, allowedCombinations: ["password,sms", "FIDO2"] },
  ],
  [
    "methods get Graph's spelling, in any order and with spaces",
    { allowedCombinations: ["SMS, federatedsinglefactor"] },
    listed([["sms", "federatedSingleFactor"]]),
  ],
  ["a method that isn't known is kept", { allowedCombinations: ["telepathy"] }, listed([["telepathy"]])],
  [
    "an id is looked up in any letter case",
    { id: ID.toUpperCase() },
    listed([["password"]], "none"),
    { id: ID, allowedCombinations: ["password"], requirementsSatisfied: "none" },
  ],
  [
    "a built-in policy type with an id of its own goes by its list",
    { id: ID, policyType: "builtIn", allowedCombinations: ["fido2"] },
    listed([["fido2"]]),
  ],
  ["an id that the list doesn't have isn't known", { id: "x" }, notKnown("x"), { id: ID }],
  ["one listed without combinations isn't known", { id: ID }, notKnown(), { id: ID }],
  ["without a list it isn't known", { id: ID }, notKnown()],
  [
    "of other combinations in the policy than in the list nobody knows which hold",
    { id: ID, allowedCombinations: ["fido2"] },
    {
      kind: "notUnderstood",
      field: "grantControls.authenticationStrength",
      why: "the policy and the list of strengths give it other combinations",
    },
    { id: ID, allowedCombinations: ["password"] },
  ],
  ["without an id it isn't known", {}, notKnown("")],
  ["an empty list of combinations is one", { id: ID, allowedCombinations: [] }, listed([])],
  [
    "a requirement that isn't known",
    { allowedCombinations: ["fido2"], requirementsSatisfied: "phishing" },
    listed([["fido2"]], "notUnderstood"),
  ],
  [
    "combinations that are no list",
    { allowedCombinations: "fido2" },
    { kind: "notUnderstood", field: `${FIELD}.allowedCombinations`, why: "text where a list is due" },
  ],
  [
    "a combination that is no text",
    { allowedCombinations: ["fido2", null] },
    { kind: "notUnderstood", field: `${FIELD}.allowedCombinations`, why: "null where text is due" },
  ],
  ["no object", ID, { kind: "notUnderstood", field: FIELD, why: "text where an object is due" }],
  ["known later", LATER, { kind: "notUnderstood", field: FIELD, why: "known only after deployment" }],
  [
    "an id known later",
    { id: LATER },
    { kind: "notUnderstood", field: `${FIELD}.id`, why: "known only after deployment" },
  ],
];

describe("an authentication strength", () => {
  for (const [name, value, is, tenant] of table)
    it(name, () => {
      const strengths = tenant && new Map([[ID, tenant]]);
      assert.deepEqual(readStrength(value, { name: "p", strengths }), is);
    });
});
