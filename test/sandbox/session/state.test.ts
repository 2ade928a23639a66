import assert from "node:assert/strict";
import { stateFrom, withTakenOver } from "../../../sandbox/session/recovery";

const policy = {
  urn: "urn:policy",
  custom: true,
  type: "azuread:p",
  inputs: { displayName: "Require MFA" },
  protect: true,
};
const exported = {
  version: 3,
  deployment: {
    manifest: { version: "3.274.1" },
    resources: [{ urn: "urn:stack", type: "pulumi:pulumi:Stack" }],
    pending_operations: [
      { type: "creating", resource: policy },
      { type: "creating", resource: { ...policy, urn: "urn:other" } },
      { type: "updating", resource: { urn: "urn:stack", type: "pulumi:pulumi:Stack" } },
    ],
  },
};

describe("a stack's exported state", () => {
  it("tells resources from those whose creation was under way", () => {
    const state = stateFrom(exported);
    assert.deepEqual(
      state.resources.map(({ urn }) => urn),
      ["urn:stack"],
    );
    assert.deepEqual(state.pendingCreates[0], {
      urn: "urn:policy",
      type: "azuread:p",
      id: undefined,
      protect: true,
      displayName: "Require MFA",
    });
    assert.equal(state.pendingCreates.length, 2);
  });

  for (const [name, value] of Object.entries({
    nothing: undefined,
    null: null,
    "an empty stack": { version: 3, deployment: {} },
  })) {
    it(`is empty for ${name}`, () => assert.deepEqual(stateFrom(value), { resources: [], pendingCreates: [] }));
  }

  it("takes over what the tenant has, as it was to be created, and forgets the rest", () => {
    assert.deepEqual(withTakenOver(exported, new Map([["urn:policy", "/policies/1"]])), {
      version: 3,
      deployment: {
        manifest: { version: "3.274.1" },
        resources: [
          { urn: "urn:stack", type: "pulumi:pulumi:Stack" },
          { ...policy, id: "/policies/1" },
        ],
        pending_operations: [],
      },
    });
  });
});
