import assert from "node:assert/strict";
import { protectKept } from "../../../policies/rules/protect-kept";
import { assertFound } from "../support/assert-found";
import { BASELINE_POLICY } from "../support/ids";
import { aPolicy, IN_STACK } from "../support/policies";
import { aStack, settingsOf } from "../support/stacks";

const policy = (protect: boolean, objectId?: string) => {
  const one = aPolicy({}, { options: { protect, ignoreChanges: [] } });
  return objectId === undefined ? one : { ...one, properties: { ...one.properties, objectId } };
};
const reported = (resource: ReturnType<typeof policy>) =>
  protectKept.onStack?.(aStack([resource]), settingsOf(IN_STACK)) ?? [];

describe("protect-kept", () => {
  it("rejects a deployed carrier that is no longer protected", () => {
    const deployed = policy(false, BASELINE_POLICY);
    assertFound(reported(deployed), [
      deployed,
      "the policy isn't protected: a deployment can delete it without a warning",
    ]);
  });
  it("accepts a protected carrier", () => assert.deepEqual(reported(policy(true, BASELINE_POLICY)), []));
  it("accepts a new carrier: nothing can be deleted yet", () => assert.deepEqual(reported(policy(false)), []));
});
