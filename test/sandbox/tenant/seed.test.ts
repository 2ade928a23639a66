import assert from "node:assert/strict";
import { seedTenant } from "../../../sandbox/tenant/seed";

const WASM = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

describe("a new tenant", () => {
  const tenant = seedTenant();
  it("has about thirty accounts of every kind", () => {
    const kinds = tenant.users.map(({ id, userPrincipalName, userType, accountEnabled }) =>
      [
        id.slice(0, 8),
        userType,
        ...(String(userPrincipalName).includes("#EXT#") ? ["external"] : []),
        ...(accountEnabled === true ? [] : ["disabled"]),
      ].join(" "),
    );
    const counts = Object.fromEntries(
      [...new Set(kinds)].map((kind) => [kind, kinds.filter((one) => one === kind).length]),
    );
    assert.deepEqual(counts, {
      "aaaaaaaa Member": 19,
      "aaaaaaaa Member disabled": 1,
      "dddddddd Guest": 1,
      "dddddddd Guest external": 3,
      "dddddddd Member external": 2,
      "bbbbbbbb Member": 2,
      "eeeeeeee Member": 3,
    });
  });

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
