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
    assert.deepEqual(readState({ deployment: { resources } }, []), [
      {
        urn: POLICY.urn,
        name: "mfa",
        id: "12121212-0000-4000-8000-000000000001",
        inputs: { state: "enabled" },
        inputsFrom: "refresh",
      },
    ]);
  });

  it("leaves out the old half of a replacement", () =>
    assert.deepEqual(readState({ deployment: { resources: [{ ...POLICY, delete: true }] } }, []), []));

  it("may be empty", () => assert.deepEqual(readState({ deployment: {} }, []), []));

  it("is none when it has no deployment", () => {
    for (const nothing of [undefined, null, [], "x", {}]) assert.equal(readState(nothing, []), undefined);
  });

  const deployed = { kind: "update", result: "succeeded", endTime: "2026-03-01T10:00:00.000Z" };
  const refreshed = { kind: "refresh", result: "succeeded", endTime: "2026-03-02T10:00:00.000Z" };
  const [then, later] = ["2026-03-01T09:59:59.5Z", "2026-03-02T09:59:59.5Z"];
  const histories: readonly (readonly [string, unknown, string | undefined, "deployment" | "refresh"])[] = [
    ["the last run deployed it", [deployed, refreshed], later, "deployment"],
    ["a later refresh left it alone", [refreshed, deployed], then, "deployment"],
    ["a later refresh changed it", [refreshed, deployed], later, "refresh"],
    ["a later deployment failed half-way", [{ ...deployed, result: "failed" }, deployed], later, "refresh"],
    ["only a preview came after", [{ kind: "preview", result: "succeeded" }, deployed], later, "deployment"],
    ["the state has no dates", [refreshed, deployed], undefined, "refresh"],
    ["nothing was deployed", [refreshed], then, "refresh"],
    ["the history can't be read", undefined, then, "refresh"],
  ];
  for (const [when, history, modified, expected] of histories)
    it(`is what the ${expected} left where ${when}`, () =>
      assert.equal(
        readState({ deployment: { resources: [{ ...POLICY, modified }] } }, history)?.[0]?.inputsFrom,
        expected,
      ));
});
