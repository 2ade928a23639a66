import assert from "node:assert/strict";
import { notConfigured } from "../../../policies/rules/not-configured";
import { assertFound } from "../support/assert-found";
import { BREAK_GLASS } from "../support/ids";
import { IN_STACK } from "../support/policies";
import { aStack, reportedOfStack, settingsOf } from "../support/stacks";
import { aTenant } from "../support/tenants";

const NOTHING = "the pack's configuration names nothing to protect";
const reported = (configuration: { readonly [rule: string]: unknown }) =>
  reportedOfStack(aStack([]), settingsOf(configuration)).flatMap(({ rule, finding }) =>
    rule === notConfigured.id ? [finding] : [],
  );

describe("not-configured", () => {
  const protecting = (...users: readonly string[]) => ({ "protected-baseline": { protected: { users } } });
  it("rejects everything while there is nothing to protect, and counts empty lists as nothing", () => {
    for (const nothing of [{}, protecting()]) assertFound(reported(nothing), [undefined, NOTHING]);
  });
  it("accepts one protected object, a snapshot, and a baseline in the stack", () => {
    for (const one of [protecting(BREAK_GLASS), { "tenant-stays-closed": { tenant: aTenant() } }, IN_STACK])
      assert.deepEqual(reported(one), []);
  });
});
