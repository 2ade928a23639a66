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
  it("rejects everything while there is nothing to protect", () => assertFound(reported({}), [undefined, NOTHING]));
  it("counts empty lists as nothing", () =>
    assertFound(reported({ "protected-baseline": { protected: { users: [] } } }), [undefined, NOTHING]));
  it("accepts one protected object", () =>
    assert.deepEqual(reported({ "protected-baseline": { protected: { users: [BREAK_GLASS] } } }), []));
  it("accepts a snapshot", () => assert.deepEqual(reported({ "tenant-stays-closed": { tenant: aTenant() } }), []));
  it("accepts a baseline in the stack", () => assert.deepEqual(reported(IN_STACK), []));
});
