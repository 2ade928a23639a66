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
    const says = "the policy isn't protected: a deployment can delete it without a warning";
    assertFound(reported(policy(false, BASELINE_POLICY)), [policy(false), says]);
  });
  it("accepts a protected carrier, and a new one: nothing can be deleted yet", () => {
    for (const carrier of [policy(true, BASELINE_POLICY), policy(false)]) assert.deepEqual(reported(carrier), []);
  });
});
