import assert from "node:assert/strict";
import { aPolicy } from "../../cli/a-tenant";
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
    assert.equal((await started.call("PATCH", path, patch)).status, 204);
    const { body } = await started.call("GET", path);
    assert.equal(body.state, "disabled");
    assert.equal(body.displayName, "Require MFA for Azure management");
    assert.deepEqual(body.conditions.clientAppTypes, ["browser"]);
    assert.deepEqual(body.conditions.users.includeUsers, ["All"]);
    assert.deepEqual(body.conditions.users.excludeUsers, []);
    assert.deepEqual(body.conditions.signInRiskLevels, ["high"]);
  });

  it("replace a list of tenants completely", async () => {
    const guests = (externalTenants: object) => ({ guestOrExternalUserTypes: "serviceProvider", externalTenants });
    const enumerated = {
      "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
      membershipKind: "enumerated",
      members: ["99999999-0000-4000-8000-000000000001"],
    };
    const all = { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" };
    const path = await create(aPolicy({ users: { excludeGuestsOrExternalUsers: guests(enumerated) } }));
    await started.call("PATCH", path, { conditions: { users: { excludeGuestsOrExternalUsers: guests(all) } } });
    const { body } = await started.call("GET", path);
    assert.deepEqual(body.conditions.users.excludeGuestsOrExternalUsers, guests(all));
  });
});

const GHOST = "12345678-0000-4000-8000-000000000009";
const guests = { guestOrExternalUserTypes: "b2bCollaborationGuest", externalTenants: { membershipKind: "all" } };
const grant = (builtInControls: string[], rest: object = {}) => ({
  grantControls: { operator: "OR", builtInControls, ...rest },
});

type Row = readonly [name: string, policy: object, message: RegExp, status?: number, code?: string];

const withUsers = (users: object) => aPolicy({ conditions: { users } });
const guestsTwice = /^'GuestsOrExternalUsers' cannot be combined/;

const refused: readonly Row[] = [
  ["an unknown state", aPolicy({ state: "on" }), /^1007: .*state/],
  ["an unknown client type", aPolicy({ conditions: { clientAppTypes: ["desktop"] } }), /^1007: .*clientAppTypes\[0\]/],
  ["an unknown condition", aPolicy({ conditions: { times: {} } }), /^1007: .*conditions\.times/],
  ["a user that isn't an id", withUsers({ includeUsers: ["bob"] }), /^1007: .*includeUsers\[0\]/],
  ["no user rule", withUsers({ excludeUsers: [] }), /user rule/],
  ["block with another control", aPolicy(grant(["block", "mfa"])), /^1032: .*InvalidControls/],
  ["a password change without mfa", aPolicy(grant(["passwordChange"])), /^1032: .*InvalidPasswordResetControl/],
  [
    "a location that doesn't exist",
    aPolicy({ conditions: { locations: { includeLocations: ["All"], excludeLocations: [GHOST] } } }),
    new RegExp(`^1040: NamedLocation with id ${GHOST} does not exist in the directory`),
  ],
  [
    "the MFA service's trusted addresses",
    aPolicy({ conditions: { locations: { includeLocations: ["00000000-0000-0000-0000-000000000000"] } } }),
    /NamedLocation/,
    404,
    "ResourceNotFound",
  ],
  ["a strength that doesn't exist", aPolicy(grant([], { authenticationStrength: { id: GHOST } })), new RegExp(GHOST)],
  [
    "both forms of guests among the included",
    withUsers({ includeUsers: ["GuestsOrExternalUsers"], includeGuestsOrExternalUsers: guests }),
    guestsTwice,
  ],
];

describe("a policy that Graph refuses", () => {
  const started = startedTenant();
  const names = async () => (await started.call("GET", POLICIES)).body.value.length;

  for (const [name, policy, message, status = 400, code = "BadRequest"] of refused) {
    it(`has ${name}`, async () => {
      const before = await names();
      const answer = await started.call("POST", POLICIES, policy, { "client-request-id": "from-the-test" });
      assert.equal(answer.status, status);
      assert.equal(answer.body.error.code, code);
      assert.match(answer.body.error.message, message);
      assert.equal(answer.body.error.innerError.message, answer.body.error.message);
      assert.equal(answer.body.error.innerError["client-request-id"], "from-the-test");
      assert.equal(await names(), before);
    });
  }

  it("is also refused as a change, and the policy stays as it was", async () => {
    const created = await started.call("POST", POLICIES, aPolicy());
    const path = `${POLICIES}/${created.body.id}`;
    for (const patch of [{ state: "on" }, { conditions: { clientAppTypes: null } }, grant(["block", "mfa"])]) {
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
