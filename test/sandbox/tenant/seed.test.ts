import assert from "node:assert/strict";
import { seedTenant } from "../../../sandbox/tenant/seed";

const WASM = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

describe("a new tenant", () => {
  const tenant = seedTenant();

  it("uses no id twice and refers to nothing that isn't there", () => {
    const objects = [...tenant.users, ...tenant.groups.map(({ object }) => object), ...tenant.servicePrincipals];
    const ids = new Set(objects.map(({ id }) => id));
    const referred = [
      ...tenant.groups.flatMap(({ members, owners }) => [...members, ...owners]),
      ...tenant.roleAssignments.map(({ principalId }) => String(principalId)),
      ...Object.entries(tenant.managers).flat(),
    ];
    assert.equal(ids.size, objects.length);
    assert.deepEqual(
      referred.filter((id) => !ids.has(id)),
      [],
    );
  });

  it("has no policy yet that speaks of Azure management", () => {
    assert.ok(!JSON.stringify(tenant.policies).includes(WASM));
  });
});
