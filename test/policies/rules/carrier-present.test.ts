import assert from "node:assert/strict";
import { carrierPresent } from "../../../policies/rules/carrier-present";
import { UNRESOLVED } from "../../../policies/stack/objects/resource";
import { assertFound } from "../support/assert-found";
import { aPolicy, IN_STACK } from "../support/policies";
import { aStack, settingsOf } from "../support/stacks";

const TENANT = "99999999-0000-4000-8000-000000000009";
const MISSING = "anybody can reach Azure management without MFA: the stack has no policy `azure-management-mfa`";
const reported = (configuration: object, ...policies: readonly ReturnType<typeof aPolicy>[]) =>
  carrierPresent.onStack?.(aStack(policies), settingsOf({ ...configuration })) ?? [];

describe("carrier-present", () => {
  it("accepts the carrier, and reports a policy that is gone or has another name", () => {
    assertFound(reported(IN_STACK, aPolicy()));
    for (const others of [[], [aPolicy({}, { name: "other" })]])
      assertFound(reported(IN_STACK, ...others), [undefined, MISSING]);
  });
  it("accepts any policy if no carrier is named", () => {
    const anyPolicy = { "no-mfa-bypass": { baseline: "in-stack" } };
    assert.deepEqual(reported(anyPolicy, aPolicy({}, { name: "other" })), []);
    assertFound(reported(anyPolicy), [undefined, "the stack has no Conditional Access policy"]);
  });

  const inTenant = { "no-mfa-bypass": { baseline: "in-stack", carriers: ["azure-management-mfa"], tenantId: TENANT } };
  const deployedTo = (tenantId: unknown) => aPolicy({}, { provider: { urn: "p", properties: { tenantId } } });
  it("requires the carrier in its tenant", () => {
    assert.deepEqual(reported(inTenant, deployedTo(TENANT)), []);
    for (const other of ["99999999-0000-4000-8000-000000000008", "", UNRESOLVED])
      assertFound(reported(inTenant, deployedTo(other)), [undefined, `${MISSING} in the tenant that it must protect`]);
  });
});
