import assert from "node:assert/strict";
import { UNRESOLVED } from "../../../policies/model/resource";
import { carrierPresent } from "../../../policies/rules/carrier-present";
import { aPolicy, IN_STACK } from "../support/policies";
import { aStack, settingsOf } from "../support/stacks";

const TENANT = "99999999-0000-4000-8000-000000000009";
const told = (configuration: object, ...policies: readonly ReturnType<typeof aPolicy>[]) =>
  carrierPresent.onStack?.(aStack(policies), settingsOf({ ...configuration })) ?? [];

describe("carrier-present", () => {
  it("is content with the carrier", () => assert.deepEqual(told(IN_STACK, aPolicy()), []));
  it("misses a policy that has gone", () => assert.equal(told(IN_STACK).length, 1));
  it("misses one that goes by another name", () =>
    assert.equal(told(IN_STACK, aPolicy({}, { name: "other" })).length, 1));
  it("takes any policy where no carrier is named", () => {
    const anyPolicy = { "no-mfa-bypass": { baseline: "in-stack" } };
    assert.deepEqual(told(anyPolicy, aPolicy({}, { name: "other" })), []);
    assert.equal(told(anyPolicy).length, 1);
  });
  it("misses nothing where the guarantee is elsewhere", () => assert.deepEqual(told({}), []));

  const inTenant = { "no-mfa-bypass": { baseline: "in-stack", carriers: ["azure-management-mfa"], tenantId: TENANT } };
  const deployedTo = (tenantId: unknown) => aPolicy({}, { provider: { urn: "p", properties: { tenantId } } });
  it("wants the carrier in its tenant", () => {
    assert.deepEqual(told(inTenant, deployedTo(TENANT)), []);
    assert.equal(told(inTenant, deployedTo("99999999-0000-4000-8000-000000000008")).length, 1);
    assert.equal(told(inTenant, deployedTo(UNRESOLVED)).length, 1);
  });
});
