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

const table: readonly { name: string; value: unknown; tenant?: Record<string, unknown>; is: unknown }[] = [
  ...["2", "3", "4"].map((digit) => ({
    name: `the id ending in ${digit} is built in, whatever it lists`,
    value: { id: `00000000-0000-0000-0000-00000000000${digit}`, allowedCombinations: ["password"] },
    is: { kind: "strength", strength: { kind: "builtIn" } },
  })),
  {
    name: "another id of the same form isn't",
    value: { id: "00000000-0000-0000-0000-000000000005" },
    is: notKnown("00000000-0000-0000-0000-000000000005"),
  },
  {
    name: "combinations in the policy are taken from there",
    value: { id: ID, allowedCombinations: ["fido2", "password,sms"], requirementsSatisfied: "mfa" },
    tenant: { id: ID, allowedCombinations: ["password,sms", "FIDO2"] },
    is: listed([["fido2"], ["password", "sms"]], "mfa"),
  },
  {
    name: "methods get Graph's spelling, in any order and with spaces",
    value: { allowedCombinations: ["SMS, federatedsinglefactor"] },
    is: listed([["sms", "federatedSingleFactor"]]),
  },
  {
    name: "a method that isn't known is kept",
    value: { allowedCombinations: ["telepathy"] },
    is: listed([["telepathy"]]),
  },
  {
    name: "an id is looked up in any letter case",
    value: { id: ID.toUpperCase() },
    tenant: { id: ID, allowedCombinations: ["password"], requirementsSatisfied: "none" },
    is: listed([["password"]], "none"),
  },
  {
    name: "a built-in policy type with an id of its own goes by its list",
    value: { id: ID, policyType: "builtIn", allowedCombinations: ["fido2"] },
    is: listed([["fido2"]]),
  },
  { name: "an id that the list doesn't have isn't known", value: { id: "x" }, tenant: { id: ID }, is: notKnown("x") },
  { name: "one listed without combinations isn't known", value: { id: ID }, tenant: { id: ID }, is: notKnown() },
  { name: "without a list it isn't known", value: { id: ID }, is: notKnown() },
  {
    name: "of other combinations in the policy than in the list nobody knows which hold",
    value: { id: ID, allowedCombinations: ["fido2"] },
    tenant: { id: ID, allowedCombinations: ["password"] },
    is: {
      kind: "notUnderstood",
      field: "grantControls.authenticationStrength",
      why: "the policy and the list of strengths give it other combinations",
    },
  },
  { name: "without an id it isn't known", value: {}, is: notKnown("") },
  {
    name: "an empty list of combinations is one",
    value: { id: ID, allowedCombinations: [] },
    is: listed([]),
  },
  {
    name: "a requirement that isn't known",
    value: { allowedCombinations: ["fido2"], requirementsSatisfied: "phishing" },
    is: listed([["fido2"]], "notUnderstood"),
  },
  {
    name: "combinations that are no list",
    value: { allowedCombinations: "fido2" },
    is: { kind: "notUnderstood", field: `${FIELD}.allowedCombinations`, why: "text where a list is due" },
  },
  {
    name: "a combination that is no text",
    value: { allowedCombinations: ["fido2", null] },
    is: { kind: "notUnderstood", field: `${FIELD}.allowedCombinations`, why: "null where text is due" },
  },
  { name: "no object", value: ID, is: { kind: "notUnderstood", field: FIELD, why: "text where an object is due" } },
  {
    name: "known later",
    value: LATER,
    is: { kind: "notUnderstood", field: FIELD, why: "known only after deployment" },
  },
  {
    name: "an id known later",
    value: { id: LATER },
    is: { kind: "notUnderstood", field: `${FIELD}.id`, why: "known only after deployment" },
  },
];

describe("an authentication strength", () => {
  for (const { name, value, tenant, is } of table)
    it(name, () => {
      const strengths = tenant && new Map([[ID, tenant]]);
      assert.deepEqual(readStrength(value, { name: "p", strengths }), is);
    });
});
