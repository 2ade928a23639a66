import assert from "node:assert/strict";
import { protectKept } from "../../../policies/rules/protect-kept";
import { BASELINE_POLICY } from "../support/ids";
import { aPolicy, IN_STACK } from "../support/policies";
import { aStack, settingsOf } from "../support/stacks";

const policy = (protect: boolean, objectId?: string) => {
  const one = aPolicy({}, { options: { protect, ignoreChanges: [] } });
  return objectId === undefined ? one : { ...one, properties: { ...one.properties, objectId } };
};
const told = (resource: ReturnType<typeof policy>) =>
  protectKept.onStack?.(aStack([resource]), settingsOf(IN_STACK)) ?? [];

describe("protect-kept", () => {
  it("rejects a deployed carrier that is no longer protected", () =>
    assert.equal(told(policy(false, BASELINE_POLICY)).length, 1));
  it("is content with a protected one", () => assert.deepEqual(told(policy(true, BASELINE_POLICY)), []));
  it("lets a new one pass: nothing can be deleted yet", () => assert.deepEqual(told(policy(false)), []));
});
