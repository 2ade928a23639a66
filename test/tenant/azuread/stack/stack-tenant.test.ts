import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { JsonObject } from "../../../../src/law/json/json-object";
import { stackTenant } from "../../../../src/tenant/azuread/stack/stack-tenant";
import { gatherOne } from "../../../../src/tenant/exports/gathering";
import { prove } from "../../../../src/verifier/prove";
import {
  aPolicy,
  comesTo,
  exported,
  GROUP,
  inputsOf,
  PERSON,
  POLICY,
  previewed,
  resource,
  SECRET,
  step,
  tenantOf,
  UNKNOWN,
} from "./a-stack";

function fileOf(json: unknown): JsonObject {
  const read = stackTenant(json);
  assert.ok(read?.ok === true);
  return read.file;
}

describe("a stack as a tenant", () => {
  it("is proved by its own policies, under the ids that the tenant has for them", () => {
    const tenant = tenantOf(exported([aPolicy()]));
    assert.deepEqual([prove(tenant).kind, tenant.policies[0]?.id], ["proved", POLICY]);
  });

  it("isn't taken for one that knows its people, roles or whatever it has none of", () => {
    assert.deepEqual(Object.keys(fileOf(exported([aPolicy()]))), ["policies", "notRead"]);
    const user = resource("User", { userPrincipalName: "a@contoso.example" }, { id: `/users/${PERSON}` });
    assert.ok(!("users" in fileOf(exported([aPolicy(), user]))));
  });

  it("leaves out what is only there until its replacement is done, and what isn't azuread's", () => {
    const other = { ...aPolicy(), type: "msgraph:index/resource:Resource" };
    assert.deepEqual(fileOf(exported([{ ...aPolicy(), delete: true }, other]))["policies"], []);
  });

  for (const [name, value] of [
    ["a secret", SECRET],
    ["a value known only after deployment", UNKNOWN],
    ["a secret that a preview masks", "[secret]"],
  ] as const)
    it(`never proves anything by a policy with ${name} in it, and doesn't print it`, () => {
      const spots: readonly object[] = [
        inputsOf({ users: { includedUsers: value } }),
        inputsOf({ users: { includedUsers: ["All"], excludedGroups: [value] } }),
        inputsOf({ platforms: value }),
        inputsOf({}, { state: value }),
        inputsOf({}, { grantControls: value }),
        inputsOf({}, { grantControls: { operator: "OR", builtInControls: [value] } }),
      ];
      for (const spot of spots) {
        const tenant = tenantOf(exported([aPolicy(spot)]));
        const verdict = prove(tenant);
        assert.notEqual(verdict.kind, "proved", JSON.stringify(spot));
        assert.doesNotMatch(inspect([verdict, tenant], { depth: Number.POSITIVE_INFINITY }), /hunter2|4dabf/);
      }
    });

  it("lets an excluded group hold anybody, whatever members it has in the stack, and knows its name", () => {
    const excluding = aPolicy(inputsOf({ users: { includedUsers: ["All"], excludedGroups: [GROUP] } }));
    const group = resource("Group", { displayName: "Exempt", members: [] }, { id: `/groups/${GROUP}` });
    for (const resources of [[excluding], [excluding, group]]) assert.equal(comesTo(exported(resources)), "bypass");
    assert.deepEqual(fileOf(exported([group]))["groups"], [{ id: GROUP, displayName: "Exempt" }]);
  });

  it("is read from a preview as what it is to become, a new policy under its URN", () => {
    const { id: _none, ...fresh } = aPolicy();
    const tenant = tenantOf(previewed([step("create", fresh)]));
    assert.deepEqual([prove(tenant).kind, tenant.policies[0]?.id], ["proved", fresh.urn]);
    const changed = aPolicy(inputsOf({ platforms: { includedPlatforms: ["linux"] } }));
    assert.equal(comesTo(previewed([step("update", changed)])), "bypass");
    const deleted = { ...step("delete", aPolicy()), newState: undefined, oldState: aPolicy() };
    assert.equal(comesTo(previewed([deleted])), "bypass");
  });

  it("says that a preview without the unchanged resources is incomplete", () => {
    const shown = { ...previewed([step("same", aPolicy())]), changeSummary: { same: 1 } };
    assert.deepEqual([gatherOne(shown).leftOut, comesTo(shown)], [[], "proved"]);
    const hidden = { ...shown, changeSummary: { same: 2 } };
    assert.deepEqual([gatherOne(hidden).leftOut[0]?.name, comesTo(hidden)], ["other resources", "unknown"]);
  });

  it("refuses a preview that failed", () => {
    const failed = { ...previewed([step("create", aPolicy())]), diagnostics: [{ severity: "error", message: "no" }] };
    for (const json of [failed, { changeSummary: {} }])
      assert.match(comesTo(json), /^the preview failed, or has steps that this version of azmfa doesn't know/);
  });

  for (const json of [{}, [], null, "x", { policies: [] }, { steps: [] }, { deployment: {} }])
    it(`isn't seen in ${JSON.stringify(json)}`, () => assert.equal(stackTenant(json), undefined));
});
