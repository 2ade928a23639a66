import assert from "node:assert/strict";
import { aPolicy } from "./a-policy";
import { POLICIES, startedTenant } from "./started-tenant";

describe("Conditional Access policies", () => {
  const started = startedTenant();
  const create = async (policy = aPolicy()): Promise<string> => {
    const answer = await started.call("POST", POLICIES, policy);
    assert.equal(answer.status, 201, answer.text);
    return `${POLICIES}/${answer.body.id}`;
  };

  it("are created with an id of Graph's choosing and read back with every unset field", async () => {
    const path = await create(aPolicy({ id: "mine" }));
    const { body } = await started.call("GET", path);
    assert.match(body.id, /^[0-9a-f-]{36}$/);
    assert.equal(body.sessionControls, null);
    assert.equal(body.conditions.platforms, null);
    assert.equal(body.conditions.clientApplications, null);
    assert.deepEqual(body.conditions.signInRiskLevels, []);
    assert.deepEqual(body.conditions.users.excludeUsers, []);
    assert.equal(body.conditions.users.excludeGuestsOrExternalUsers, null);
    assert.deepEqual(body.grantControls.termsOfUse, []);
    assert.equal(body.grantControls.authenticationStrength, null);
  });

  it("change in the fields that a PATCH names, and in no other", async () => {
    const path = await create(
      aPolicy(
        {},
        {
          signInRiskLevels: ["high"],
          users: { includeUsers: ["All"], excludeUsers: ["bbbbbbbb-0000-4000-8000-000000000001"] },
        },
      ),
    );
    const patch = { state: "disabled", conditions: { users: { excludeUsers: [] }, clientAppTypes: ["browser"] } };
    assert.equal((await started.call("PATCH", path, patch)).status, 204);
    const { body } = await started.call("GET", path);
    assert.equal(body.state, "disabled");
    assert.equal(body.displayName, "Require MFA for Azure management");
    assert.deepEqual(body.conditions.clientAppTypes, ["browser"]);
    assert.deepEqual(body.conditions.users.includeUsers, ["All"]);
    assert.deepEqual(body.conditions.users.excludeUsers, []);
    assert.deepEqual(body.conditions.signInRiskLevels, ["high"]);
  });

  it("replace a list of tenants whole, so that no member of the old one stays", async () => {
    const guests = (externalTenants: object) => ({ guestOrExternalUserTypes: "serviceProvider", externalTenants });
    const enumerated = {
      "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
      membershipKind: "enumerated",
      members: ["99999999-0000-4000-8000-000000000001"],
    };
    const all = { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" };
    const path = await create(
      aPolicy({}, { users: { includeUsers: ["All"], excludeGuestsOrExternalUsers: guests(enumerated) } }),
    );
    await started.call("PATCH", path, { conditions: { users: { excludeGuestsOrExternalUsers: guests(all) } } });
    const { body } = await started.call("GET", path);
    assert.deepEqual(body.conditions.users.excludeGuestsOrExternalUsers, guests(all));
  });

  it("are gone after DELETE, with Graph's 404", async () => {
    const path = await create();
    assert.equal((await started.call("DELETE", path)).status, 204);
    for (const method of ["GET", "PATCH", "DELETE"]) {
      const answer = await started.call(method, path, method === "PATCH" ? { state: "disabled" } : undefined);
      assert.equal(answer.status, 404);
      assert.equal(answer.body.error.code, "Request_ResourceNotFound");
      assert.ok(answer.body.error.message.startsWith(`Resource '${path.replace("/v1.0", "")}' does not exist`));
    }
  });
});
