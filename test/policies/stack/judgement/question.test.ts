import assert from "node:assert/strict";
import fc from "fast-check";
import { newlyLetIn } from "../../../../policies/stack/judgement/question";
import type { Exemption } from "../../../../src/law/model/register";
import type { Tenant } from "../../../../src/law/model/tenant";
import { readTenant } from "../../../../src/tenant/graph/tenant";
import { LABELLED_CASES } from "../../../cases/labelled-cases";
import { runs } from "../../../times";
import { exemptionsOf } from "../../../verifier/builders/verdict-on";
import { exempted, graphTenants } from "../../../verifier/generated/graph-tenants";

const BLOCK = {
  id: "eeeeeeee-0000-4000-8000-000000000099",
  displayName: "block",
  state: "enabled",
  conditions: {
    users: { includeUsers: ["All"] },
    applications: { includeApplications: ["All"] },
    clientAppTypes: ["all"],
  },
  grantControls: { operator: "OR", builtInControls: ["block"] },
};

function tenantOf(json: object): Tenant {
  const read = readTenant(json);
  return read.ok ? read.tenant : assert.fail();
}

/** Asserts that a closed tenant is what a tenant is whose only policy blocks everybody. */
function assertOneAnswer(json: object, exemptions: readonly Exemption[]): void {
  const [before, after] = [tenantOf({ ...json, policies: [BLOCK] }), tenantOf(json)];
  const [blocked, closed] = [before, "closed" as const].map(
    (one) => newlyLetIn({ before: one, after }, exemptions).kind !== "closed",
  );
  assert.equal(blocked, closed);
}

describe("the question whether somebody new gets in", () => {
  it("has one answer for a closed tenant and for a tenant whose policy blocks everybody", () => {
    for (const { tenant, exempt } of LABELLED_CASES) assertOneAnswer(tenant, exemptionsOf(exempt));
    fc.assert(
      fc.property(graphTenants, exempted, (tenant, exempt) => assertOneAnswer(tenant, exemptionsOf(exempt))),
      runs(30),
    );
  });

  it("is closed where nothing changes, even if the tenant is open", () => {
    for (const { tenant } of LABELLED_CASES)
      assert.equal(newlyLetIn({ before: tenantOf(tenant), after: tenantOf(tenant) }, []).kind, "closed");
  });
});
