import assert from "node:assert/strict";
import { readState } from "../../src/drift/stack-state";

const POLICY = {
  urn: "urn:pulumi:dev::p::azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy::mfa",
  type: "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy",
  id: "/identity/conditionalAccess/policies/12121212-0000-4000-8000-000000000001",
  inputs: { state: "enabled" },
};

describe("a stack's state", () => {
  it("gives its policies with Graph's ids", () => {
    const resources = [{ urn: "u", type: "pulumi:pulumi:Stack" }, POLICY];
    assert.deepEqual(readState({ deployment: { resources } }), [
      { urn: POLICY.urn, name: "mfa", id: "12121212-0000-4000-8000-000000000001", inputs: { state: "enabled" } },
    ]);
  });

  it("leaves out the old half of a replacement", () =>
    assert.deepEqual(readState({ deployment: { resources: [{ ...POLICY, delete: true }] } }), []));

  it("may be empty", () => assert.deepEqual(readState({ deployment: {} }), []));

  it("is none when it has no deployment", () => {
    for (const nothing of [undefined, null, [], "x", {}]) assert.equal(readState(nothing), undefined);
  });
});
