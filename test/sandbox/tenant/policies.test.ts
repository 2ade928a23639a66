import assert from "node:assert/strict";
import { aPolicy, guests, inside, outside } from "../../cli/a-tenant";
import { POLICIES, startedTenant } from "./started-tenant";

describe("Conditional Access policies", () => {
  const started = startedTenant();
  const create = async (policy = aPolicy()): Promise<string> => {
    const answer = await started.call("POST", POLICIES, policy);
    assert.equal(answer.status, 201, answer.text);
    return `${POLICIES}/${answer.body.id}`;
  };

  it("change only in the fields that a PATCH names", async () => {
    const users = { excludeUsers: ["bbbbbbbb-0000-4000-8000-000000000001"] };
    const path = await create(aPolicy({ users, conditions: { signInRiskLevels: ["high"] } }));
    const patch = { state: "disabled", conditions: { users: { excludeUsers: [] }, clientAppTypes: ["browser"] } };
    const { body: before } = await started.call("GET", path);
    assert.equal((await started.call("PATCH", path, patch)).status, 204);
    const { modifiedDateTime: _, ...after } = (await started.call("GET", path)).body;
    const conditions = {
      ...before.conditions,
      ...patch.conditions,
      users: { ...before.conditions.users, excludeUsers: [] },
    };
    const { modifiedDateTime: __, ...wanted } = { ...before, state: "disabled", conditions };
    assert.deepEqual(after, wanted);
  });

  it("replace a list of tenants completely", async () => {
    const enumerated = {
      "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
      membershipKind: "enumerated",
      members: ["99999999-0000-4000-8000-000000000001"],
    };
    const all = { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" };
    const path = await create(
      aPolicy({ users: { excludeGuestsOrExternalUsers: guests("serviceProvider", enumerated) } }),
    );
    const wanted = guests("serviceProvider", all);
    await started.call("PATCH", path, { conditions: { users: { excludeGuestsOrExternalUsers: wanted } } });
    const { body } = await started.call("GET", path);
    assert.deepEqual(body.conditions.users.excludeGuestsOrExternalUsers, wanted);
  });
});

const GHOST = "12345678-0000-4000-8000-000000000009";
const grant = (builtInControls: string[], rest: object = {}) => ({
  grantControls: { operator: "OR", builtInControls, ...rest },
});

type Row = readonly [name: string, policy: object, message: RegExp, status?: number, code?: string];

const MFA_SERVICE = inside("00000000-0000-0000-0000-000000000000");

const refused: readonly Row[] = [
  ["no user rule", aPolicy({ conditions: { users: { excludeUsers: [] } } }), /user rule/],
  ["block with another control", aPolicy(grant(["block", "mfa"])), /^1032: .*InvalidControls/],
  [
    "a location that doesn't exist",
    aPolicy({ conditions: outside(GHOST) }),
    /^1040: NamedLocation with id 12.* does not/,
  ],
  ["the MFA service's trusted addresses", aPolicy({ conditions: MFA_SERVICE }), /Named/, 404, "ResourceNotFound"],
  ["a strength that doesn't exist", aPolicy(grant([], { authenticationStrength: { id: GHOST } })), new RegExp(GHOST)],
];

describe("a policy that Graph refuses", () => {
  const started = startedTenant();
  const names = async () => (await started.call("GET", POLICIES)).body.value.length;

  for (const [name, policy, message, status = 400, code = "BadRequest"] of refused) {
    it(`has ${name}`, async () => {
      const before = await names();
      const answer = await started.call("POST", POLICIES, policy, { "client-request-id": "from-the-test" });
      const { error } = answer.body;
      assert.deepEqual([answer.status, error.code], [status, code]);
      assert.match(error.message, message);
      const { message: inner, "client-request-id": id } = error.innerError;
      assert.deepEqual([inner, id, await names()], [error.message, "from-the-test", before]);
    });
  }

  it("is also refused as a change, and the policy stays as it was", async () => {
    const created = await started.call("POST", POLICIES, aPolicy());
    const path = `${POLICIES}/${created.body.id}`;
    for (const patch of [{ displayName: "" }, { conditions: { clientAppTypes: null } }, grant(["block", "mfa"])]) {
      assert.equal((await started.call("PATCH", path, patch)).status, 400, JSON.stringify(patch));
    }
    assert.deepEqual((await started.call("GET", path)).body, created.body);
  });

  it("is too large: the connection is cut, and the tenant still runs", async () => {
    const large = aPolicy({ displayName: "x".repeat(2 * 1024 * 1024) });
    await assert.rejects(started.call("POST", POLICIES, large), /ECONNRESET|EPIPE|socket hang up/);
    assert.equal(await names(), 4);
  });
});

describe("security defaults", () => {
  const started = startedTenant();
  const SWITCH = "/v1.0/policies/identitySecurityDefaultsEnforcementPolicy";

  it("are off in a new tenant; while they are on, a policy can be report-only but not enabled", async () => {
    assert.equal((await started.call("GET", SWITCH)).body.isEnabled, false);
    assert.equal((await started.call("PATCH", SWITCH, { isEnabled: true })).status, 204);
    const refusal = await started.call("POST", POLICIES, aPolicy({ state: "enabled" }));
    assert.equal(refusal.status, 400);
    assert.match(refusal.body.error.message, /^Security Defaults is enabled in the tenant/);
    const created = await started.call("POST", POLICIES, aPolicy({ state: "enabledForReportingButNotEnforced" }));
    assert.equal(created.status, 201);
    assert.equal((await started.call("PATCH", `${POLICIES}/${created.body.id}`, { state: "enabled" })).status, 400);
    await started.call("PATCH", SWITCH, { isEnabled: false });
    assert.equal((await started.call("PATCH", `${POLICIES}/${created.body.id}`, { state: "enabled" })).status, 204);
  });
});
